/**
 * Where the user was: dataset, gather, view and recipe, kept in IndexedDB while working. A tab that is loaded again, after a
 * crash too, goes on there by itself; a new one offers it.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { GatherPart } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'
import { RECIPE_FORMAT } from '../core/recipe.ts'
import type { Viewport } from '../core/view.ts'
import type { DatasetLocation } from '../data/location.ts'
import type { Stores } from '../state/stores.ts'
import { hasPermission, requirePermission } from './permission.ts'

export interface LastSession {
  /** Never a single file: no handle of it outlives the tab. */
  readonly location: DatasetLocation
  readonly name: string
  readonly gather: number
  readonly headerName: string | null
  readonly viewport: Viewport | null
  /** Left out by earlier versions. */
  readonly window?: GatherPart | null
  /** All steps, those switched off too. */
  readonly recipe: Recipe
  readonly isEnabled: readonly boolean[]
}

interface SessionSchema extends DBSchema {
  sessions: { key: 'last'; value: LastSession }
}

export class LastSessionStore {
  #opened: Promise<IDBPDatabase<SessionSchema>> | undefined

  async get(): Promise<LastSession | null> {
    return (await (await this.#database()).get('sessions', 'last')) ?? null
  }

  async put(session: LastSession): Promise<void> {
    await (await this.#database()).put('sessions', session, 'last')
  }

  #database(): Promise<IDBPDatabase<SessionSchema>> {
    this.#opened ??= openDB<SessionSchema>('seisproc-session', 1, {
      upgrade: (database) => void database.createObjectStore('sessions'),
    })
    return this.#opened
  }
}

/** Long enough that a drag or a scrub is written once. */
const QUIET_MS = 400

/** A mark that lives as long as the tab, reloads and crashes included. */
const TAB_MARK = 'seisproc-dataset-open'

/**
 * From now on, keeps where the user is: at once when a dataset was opened and when the page goes, else a moment after
 * something has changed. `location` tells where the open dataset is.
 */
export function keepSession(stores: Stores, store: LastSessionStore, location: () => DatasetLocation | null): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const keepSoon = (): void => {
    clearTimeout(timer)
    timer = setTimeout(keep, QUIET_MS)
  }
  for (const observed of [stores.session, stores.gather, stores.recipe, stores.view]) observed.subscribe(keepSoon)
  stores.session.subscribe(({ dataset }, before) => {
    // After all that is set in the same turn: the gather, and the recipe of a session that goes on.
    if (dataset !== before.dataset) queueMicrotask(keep)
  })
  addEventListener('pagehide', () => {
    if (timer !== undefined) keep()
  })

  function keep(): void {
    clearTimeout(timer)
    timer = undefined
    const place = location()
    const { phase, dataset } = stores.session.getState()
    if (phase !== 'ready' || dataset === null || place === null || place.kind === 'file') return
    sessionStorage.setItem(TAB_MARK, dataset.name)
    const { name, items } = stores.recipe.getState()
    const { index, headerName } = stores.gather.getState()
    const session: LastSession = {
      location: place,
      name: dataset.name,
      gather: index,
      headerName,
      viewport: stores.view.getState().viewport,
      window: stores.view.getState().window,
      recipe: { format: RECIPE_FORMAT, name, steps: items.map(({ step }) => step) },
      isEnabled: items.map(({ isEnabled }) => isEnabled),
    }
    // A browser that keeps nothing, as in a private window, is no reason to disturb the work.
    store.put(session).catch(() => undefined)
  }
}

/** Whether this tab was loaded again with a dataset open, that Chrome still allows to be read. */
export async function canGoOnUnasked(session: LastSession): Promise<boolean> {
  return sessionStorage.getItem(TAB_MARK) === session.name && !(await needsPermission(session))
}

/** The dataset was closed: the tab starts anew when it is loaded again. */
export function forgetTab(): void {
  sessionStorage.removeItem(TAB_MARK)
}

export async function needsPermission({ location }: LastSession): Promise<boolean> {
  return location.kind === 'folder' && !(await hasPermission(location.handle, 'read'))
}

/** Where the dataset is, from within a click that lets Chrome ask. */
export async function allowedLocation({ location }: LastSession): Promise<DatasetLocation> {
  if (location.kind === 'folder') await requirePermission(location.handle, 'read')
  return location
}

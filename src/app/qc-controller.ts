/** Finds a figure of every gather in the background, after all that the user asks for; keeps what it found by dataset. */
import type { DatasetInfo } from '../core/dataset.ts'
import { toWire } from '../core/errors.ts'
import { NO_QC, type QcState, toggledMark } from '../state/qc.ts'
import type { Stores } from '../state/stores.ts'
import type { WorkbenchActions } from './actions.ts'
import type { QcKeep } from './kept-qc.ts'
import { whenQuiet } from './when-quiet.ts'

export interface QcParts {
  /** Of a gather of the open dataset. */
  readonly readRms: (gather: number, signal: AbortSignal) => Promise<number>
  /** Of each gather's first trace. */
  readonly readHeaderKey: (header: string) => Promise<Float64Array>
  readonly kept: QcKeep
  readonly keyOf: (dataset: DatasetInfo) => Promise<string>
  readonly now: () => number
}

type QcActions = Pick<
  WorkbenchActions,
  'computeQc' | 'stopQc' | 'setQcFigure' | 'toggleBookmark' | 'setGatherOrder' | 'readHeaderKey'
>

/** The strip is drawn anew so often. */
const SHOW_MS = 250
/** What a tab that dies takes with it. */
const KEEP_MS = 2000

export function createQcController(stores: Stores, parts: QcParts): QcActions {
  const { readRms, kept, keyOf, now } = parts
  const { qc, session } = stores
  let open: DatasetInfo | null = null
  let ready: Promise<string | null> = Promise.resolve(null)
  let stop = new AbortController()

  session.subscribe(({ dataset }) => {
    if (dataset === open) return
    open = dataset
    stop.abort()
    qc.setState(NO_QC)
    if (dataset === null) return
    qc.setState({ rms: new Float32Array(dataset.gathers.nGathers).fill(Number.NaN) })
    // A browser that keeps nothing, as in a private window, finds the figures all the same.
    ready = restore(dataset).catch(() => null)
  })

  return {
    computeQc: () => void compute(),
    stopQc: () => stop.abort(),
    setQcFigure: (figure) => qc.setState({ figure }),
    toggleBookmark: (gather) => void change(({ bookmarks }) => ({ bookmarks: toggledMark(bookmarks, gather) })),
    setGatherOrder(order) {
      void change(() => ({ order }))
      if (order !== null) void readHeaderKey(order)
    },
    readHeaderKey: (header) => void readHeaderKey(header),
  }

  async function readHeaderKey(header: string): Promise<void> {
    const dataset = open
    const { headerKeys, headerInHand } = qc.getState()
    const isKnown = dataset === null || header in dataset.gathers.keys || header in headerKeys
    if (isKnown || headerInHand === header || !dataset.headerNames.includes(header)) return
    qc.setState({ headerInHand: header })
    try {
      const values = await parts.readHeaderKey(header)
      if (dataset === open) qc.setState((state) => ({ headerKeys: { ...state.headerKeys, [header]: values } }))
    } catch (error) {
      if (dataset === open) session.setState({ notice: toWire(error) })
    } finally {
      if (dataset === open && qc.getState().headerInHand === header) qc.setState({ headerInHand: null })
    }
  }

  async function restore(dataset: DatasetInfo): Promise<string> {
    const key = await keyOf(dataset)
    const found = await kept.get(key)
    if (dataset === open && found?.rms.length === dataset.gathers.nGathers) {
      const { rms, failed, bookmarks, order } = found
      qc.setState({ rms, failed, bookmarks, order })
      if (order !== null) void readHeaderKey(order)
    }
    return key
  }

  async function keep(): Promise<void> {
    const dataset = open
    const key = await ready
    if (key === null || dataset !== open) return
    const { rms, failed, bookmarks, order } = qc.getState()
    await kept.put({ key, keptAt: now(), rms, failed, bookmarks, order }).catch(() => undefined)
  }

  async function change(made: (state: QcState) => Partial<QcState>): Promise<void> {
    const dataset = open
    await ready
    if (dataset === null || dataset !== open) return
    qc.setState(made)
    await keep()
  }

  async function compute(): Promise<void> {
    const dataset = open
    if (dataset === null || qc.getState().isComputing) return
    qc.setState({ isComputing: true })
    const own = new AbortController()
    stop = own
    await ready
    if (dataset !== open) return
    const rms = qc.getState().rms.slice()
    const failed: number[] = []
    const show = (): void => {
      if (dataset === open) qc.setState({ rms: rms.slice(), failed: [...failed] })
    }
    let [shownAt, keptAt] = [now(), now()]
    for (let gather = 0; gather < rms.length && !own.signal.aborted; gather++) {
      if (!Number.isNaN(rms[gather])) continue
      try {
        rms[gather] = await readUndisturbed(gather, own.signal)
      } catch {
        // The navigator names the gathers that could not be read; opening one says why.
        if (!own.signal.aborted) failed.push(gather)
      }
      if (now() - shownAt < SHOW_MS) continue
      show()
      shownAt = now()
      if (now() - keptAt < KEEP_MS) continue
      void keep()
      keptAt = now()
    }
    if (dataset !== open) return
    show()
    qc.setState({ isComputing: false })
    await keep()
  }

  /** Gives up a read while the user waits for a gather, and begins it again afterwards. */
  async function readUndisturbed(gather: number, signal: AbortSignal): Promise<number> {
    for (;;) {
      await whenQuiet(stores, signal)
      const attempt = new AbortController()
      const forget = stores.gather.subscribe(({ isLoading }) => isLoading && attempt.abort())
      try {
        return await readRms(gather, AbortSignal.any([signal, attempt.signal]))
      } catch (error) {
        if (signal.aborted || !attempt.signal.aborted) throw error
      } finally {
        forget()
      }
    }
  }
}

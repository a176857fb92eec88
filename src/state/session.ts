import { createStore, type StoreApi } from 'zustand/vanilla'
import type { DatasetInfo } from '../core/dataset.ts'
import type { EngineInfo } from '../core/engine.ts'
import type { WireError } from '../core/errors.ts'

/** What went wrong, in the parts that every message has; `toWire` gives one. `fields` may hold found and expected. */
export type ErrorText = Pick<WireError, 'code' | 'message' | 'where' | 'todo' | 'fields'>

export interface RecentEntry {
  readonly id: string
  readonly name: string
  /** Milliseconds since 1970. */
  readonly openedAt: number
  readonly nGathers: number | null
  /** The browser asks again before it may be read. */
  readonly needsPermission: boolean
}

/** What was in hand when the page was last left. */
export interface UnfinishedWork {
  readonly name: string
  /** From 0. */
  readonly gather: number
  readonly recipeName: string
  readonly needsPermission: boolean
}

export interface GpuFacts {
  /** 'unknown' until the browser has answered. 'software': an adapter that is a software rasteriser. */
  readonly availability: 'unknown' | 'hardware' | 'software' | 'none'
  readonly adapter: string
  /** Why there is no hardware adapter; empty when there is one. */
  readonly reason: string
  readonly maxBufferBytes: number | null
}

export interface SessionState {
  readonly phase: 'start' | 'opening' | 'ready' | 'error'
  /** What is being read, such as "Reading index: 7 074 gathers"; shown while opening. */
  readonly openingText: string
  readonly dataset: DatasetInfo | null
  /** Why the dataset could not be opened; set in phase 'error'. */
  readonly error: ErrorText | null
  /** Something that failed while the dataset stays open, such as a refused recipe file. */
  readonly notice: ErrorText | null
  /** Something that was done and shows nowhere else on the page, such as a link copied. */
  readonly remark: string | null
  /** A newer version of the page waits; 'held': it was asked for while a batch ran in another tab. */
  readonly newVersion: 'none' | 'ready' | 'held'
  readonly recent: readonly RecentEntry[]
  readonly unfinished: UnfinishedWork | null
  /** The engine that the preview runs on. */
  readonly engine: EngineInfo | null
  readonly gpu: GpuFacts
  /** The benchmark needs no dataset; without one the others are the start page. */
  readonly workspace: 'tune' | 'sweep' | 'batch' | 'benchmark'
}

export type SessionStore = StoreApi<SessionState>

export function createSessionStore(): SessionStore {
  return createStore<SessionState>(() => ({
    phase: 'start',
    openingText: '',
    dataset: null,
    error: null,
    notice: null,
    remark: null,
    newVersion: 'none',
    recent: [],
    unfinished: null,
    engine: null,
    gpu: { availability: 'unknown', adapter: '', reason: '', maxBufferBytes: null },
    workspace: 'tune',
  }))
}

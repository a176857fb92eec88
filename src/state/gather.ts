import { createStore, type StoreApi } from 'zustand/vanilla'
import { type BadSamples, NO_BAD_SAMPLES } from '../core/gather.ts'
import type { ErrorText } from './session.ts'
import type { TracePlacement } from './trace-placement.ts'

export interface FirstRead {
  /** Through the file system, of whatever drive; else over http. */
  readonly isFromDrive: boolean
  readonly seconds: number
  /** As stored. */
  readonly bytesRead: number
  /** Of the gather's samples. */
  readonly bytesWanted: number
}

/** The gather on the screen: facts, never samples. */
export interface GatherState {
  /** Position in the dataset's gather index, from 0. */
  readonly index: number
  readonly isLoading: boolean
  readonly nSamples: number
  readonly nTraces: number
  /** First trace of the gather in the dataset. */
  readonly startTrace: number
  readonly sampleIntervalMs: number
  /** The header on the strip above the panels; null when the dataset has no headers. */
  readonly headerName: string | null
  /** One value a trace of this gather; null while it is read. */
  readonly headerValues: Float64Array | null
  /** True spacing by the header last read: of this gather, or of the one before until its own is there. */
  readonly placement: TracePlacement | null
  /** Amplitude at which Before and After saturate; null before the first picture. */
  readonly clip: number | null
  readonly badSamples: BadSamples
  readonly missingChunks: readonly string[]
  /** What reading the first gather of the dataset took; null until it is there. */
  readonly firstRead: FirstRead | null
  /** Why this gather cannot be shown, such as a chunk that cannot be decoded. */
  readonly error: ErrorText | null
}

export type GatherStore = StoreApi<GatherState>

export function createGatherStore(): GatherStore {
  return createStore<GatherState>(() => ({
    index: 0,
    isLoading: false,
    nSamples: 0,
    nTraces: 0,
    startTrace: 0,
    sampleIntervalMs: 0,
    headerName: null,
    headerValues: null,
    placement: null,
    clip: null,
    badSamples: NO_BAD_SAMPLES,
    missingChunks: [],
    firstRead: null,
    error: null,
  }))
}

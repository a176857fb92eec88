import { createStore, type StoreApi } from 'zustand/vanilla'
import type { GatherPart } from '../core/gather.ts'
import type { Spectra } from '../core/spectra.ts'
import type { ErrorText } from './session.ts'

/** Spectra of the gather on the screen, for as long as somebody looks at them. */
export interface SpectrumState {
  /** The last that were computed; they stay while others are on their way. */
  readonly spectra: Spectra | null
  /** What part of the gather they are of. */
  readonly part: GatherPart | null
  readonly isWorking: boolean
  readonly error: ErrorText | null
}

export type SpectrumStore = StoreApi<SpectrumState>

export const NO_SPECTRUM: SpectrumState = { spectra: null, part: null, isWorking: false, error: null }

export function createSpectrumStore(): SpectrumStore {
  return createStore<SpectrumState>(() => NO_SPECTRUM)
}

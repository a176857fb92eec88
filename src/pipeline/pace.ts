import type { BatchPace } from '../core/batch.ts'

/** What a batch starts at, and the bounds between which it finds what suits it; bytes bound gathers ahead as well. */
export const START_PACE: BatchPace = { readers: 2, gathersAhead: 4, writers: 4 }
export const LEAST_PACE: BatchPace = { readers: 1, gathersAhead: 2, writers: 2 }
export const MOST_PACE: BatchPace = { readers: 4, gathersAhead: 64, writers: 8 }

/** So many times in a row must there be more than enough before anything is made smaller. */
const CALM_TURNS = 8

/** How a batch is run: by a pace that it finds, at a fixed one, or every gather written before the next is read. */
export type PaceMode = 'found' | BatchPace | 'one after another'

/**
 * Finds how many gathers to read at once and ahead, and how many files to write at once. It is told at every gather
 * whether the engine had to wait for it, and at every chunk whether there was room for it, and knows nothing of time:
 * what starves grows at once, and what has more than enough shrinks slowly.
 */
export class PaceFinder {
  #pace: BatchPace
  readonly #isFixed: boolean
  #calmReads = 0
  #calmWrites = 0

  constructor(mode: PaceMode = 'found') {
    this.#isFixed = mode !== 'found'
    this.#pace = mode === 'found' ? START_PACE : mode === 'one after another' ? ONE_AFTER_ANOTHER : mode
  }

  get pace(): BatchPace {
    return this.#pace
  }

  /** The engine turns to a gather. hadToWait: it was not read yet. nWaiting: others that are read. */
  turned({ hadToWait, nWaiting }: { readonly hadToWait: boolean; readonly nWaiting: number }): void {
    const { readers, gathersAhead } = this.#pace
    if (hadToWait) {
      this.#calmReads = 0
      this.#set({ readers: readers + 1, gathersAhead: gathersAhead + 1 })
      return
    }
    this.#calmReads = 2 * nWaiting >= gathersAhead ? this.#calmReads + 1 : 0
    if (this.#calmReads < CALM_TURNS) return
    this.#calmReads = 0
    this.#set({ readers: readers - 1, gathersAhead: gathersAhead - 1 })
  }

  /** A chunk is begun. hadToWait: there was no room, for the disk had not taken those before. nWriting: files in hand. */
  opened({ hadToWait, nWriting }: { readonly hadToWait: boolean; readonly nWriting: number }): void {
    const { writers } = this.#pace
    if (hadToWait) {
      this.#calmWrites = 0
      this.#set({ writers: writers + 1 })
      return
    }
    this.#calmWrites = nWriting < writers ? this.#calmWrites + 1 : 0
    if (this.#calmWrites < CALM_TURNS) return
    this.#calmWrites = 0
    this.#set({ writers: writers - 1 })
  }

  #set(wanted: Partial<BatchPace>): void {
    if (this.#isFixed) return
    const { readers, gathersAhead, writers } = { ...this.#pace, ...wanted }
    this.#pace = {
      readers: within('readers', readers),
      gathersAhead: within('gathersAhead', gathersAhead),
      writers: within('writers', writers),
    }
  }
}

const ONE_AFTER_ANOTHER: BatchPace = { ...MOST_PACE, readers: 1, gathersAhead: 1 }

function within(name: keyof BatchPace, value: number): number {
  return Math.min(Math.max(value, LEAST_PACE[name]), MOST_PACE[name])
}

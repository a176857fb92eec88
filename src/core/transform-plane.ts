/** The coefficients of one trace as a step's transform has them, before its threshold, and what the threshold makes of them. */
export interface TransformPlane {
  /** The trace, and all traces [startTrace, endTrace) that its thresholds depend on. */
  readonly trace: number
  readonly startTrace: number
  readonly endTrace: number
  /** The step takes erratic noise out first: it is of the trace without that. */
  readonly isCleaned: boolean
  readonly nSamples: number
  readonly sampleIntervalMs: number
  /** What places along the axis of bands mean: bands one after the other, or frequencies in Hz. */
  readonly axis: 'levels' | 'hz'
  /** Side by side along the axis, in its order. */
  readonly bands: readonly PlaneBand[]
  /** Of each cell, band after band. */
  readonly magnitudes: Float32Array
  /** New magnitude / old magnitude of each cell; exactly 1 where nothing changes. */
  readonly gains: Float32Array
  /** Of the cells that the rule looks at, those too that are left out where a plane would be too large. */
  readonly counts: PlaneCounts
  /** The threshold k that was applied. */
  readonly k: number
}

/** Cells of one band: each fills `step` samples down, the first from `start` on, which may lie before the trace. */
export interface PlaneBand {
  readonly name: string
  /** Place along the axis. */
  readonly from: number
  readonly to: number
  readonly lowHz: number
  readonly highHz: number
  /** Its cells: [first, first + nCells) of the plane. */
  readonly first: number
  readonly nCells: number
  readonly start: number
  readonly step: number
  /** Samples [supportStart, supportEnd) of cell 0; those of cell i lie i steps later. */
  readonly supportStart: number
  readonly supportEnd: number
  /** Whether the rule looks at it; else it passes as it is. */
  readonly isRuled: boolean
}

/** Every cell is one of the four. */
export interface PlaneCounts {
  readonly kept: number
  readonly shrunk: number
  readonly zeroed: number
  /** Brought up to what its neighbours have. */
  readonly raised: number
}

/** A cell of a plane: the i-th of a band. */
export interface PlaneCell {
  readonly band: number
  readonly index: number
}

/** What becomes of a cell. */
export type CellFate = keyof PlaneCounts

export function fateOf(gain: number): CellFate {
  if (gain === 1) return 'kept'
  if (gain === 0) return 'zeroed'
  return gain < 1 ? 'shrunk' : 'raised'
}

/** A gain in single precision that is 1 only where it was: what nearly stays is not what stays. */
export function storedGain(gain: number): number {
  if (gain === 1 || Math.fround(gain) !== 1) return gain
  return gain < 1 ? 1 - 2 ** -24 : 1 + 2 ** -23
}

export function noCounts(): Record<CellFate, number> {
  return { kept: 0, shrunk: 0, zeroed: 0, raised: 0 }
}

/** The samples, whole ones inside the trace, that a cell stands for. */
export function cellSamples(
  { bands, nSamples }: Pick<TransformPlane, 'bands' | 'nSamples'>,
  { band, index }: PlaneCell,
) {
  const { supportStart, supportEnd, step } = bands[band]!
  const inside = (sample: number): number => Math.min(nSamples, Math.max(0, sample))
  return {
    startSample: inside(Math.floor(supportStart + index * step)),
    endSample: inside(Math.ceil(supportEnd + index * step)),
  }
}

/** The cell of a band that fills a place in time, a fractional sample; the nearest where none does. */
export function cellAt({ nCells, start, step }: PlaneBand, sample: number): number {
  return Math.min(nCells - 1, Math.max(0, Math.floor((sample - start) / step)))
}

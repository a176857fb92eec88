import type { LanePair } from '../../dsp/lane-fft.ts'
import type { PatchGroup } from '../../dsp/lateral-patches.ts'
import type { GatherPass, PassedGather, PassTask } from '../gather-process.ts'
import type { CellShape, LateralCells, LateralPart } from './lateral-part.ts'
import { framesBytesPerTrace, type TraceFrames, traceFrames } from './trace-frames.ts'

/** How a pass sees the frames of plane `input`: its traces are balanced by `factors`. */
export interface LateralView extends CellShape {
  readonly part: LateralPart
  readonly factors: Float64Array
}

type PassRest = Pick<GatherPass, 'reads'> & Partial<Pick<GatherPass, 'writes' | 'given'>>

/** A pass over frames that are seen with their neighbours; its name begins with that of the part. */
export function lateralPass(
  name: string,
  { nSamples }: PassedGather,
  { part, factors, windowSamples, lateralTraces }: LateralView,
  { reads, writes = {}, given = {} }: PassRest,
): GatherPass {
  return {
    name: `${part.name} ${name}`,
    reads,
    writes,
    haloTraces: part.reach(lateralTraces),
    bytesPerTrace: framesBytesPerTrace(nSamples),
    given: { factors, windowSamples, lateralTraces, ...given },
  }
}

/** What such a pass works with. */
export interface LateralWork {
  readonly frames: TraceFrames
  readonly lateral: LateralCells
  readonly factors: Float64Array
}

export function lateralWork(part: LateralPart, { pass, rows }: PassTask): LateralWork {
  const { nSamples, nTraces } = rows['input']!
  const { factors, windowSamples, lateralTraces } = pass.given as unknown as Omit<LateralView, 'part'>
  const lateral = part.cellsOf({ nTraces, windowSamples, lateralTraces }, factors)
  return { frames: traceFrames({ nSamples, windowSamples }), lateral, factors }
}

export function forEachCell(
  lateral: LateralCells,
  group: PatchGroup,
  nBins: number,
  visit: (cells: LanePair, at: number, bin: number) => void,
): void {
  const { cells, nLanes } = lateral
  const nRows = lateral.rowsOf(group)
  for (let row = 0; row < nRows; row++) {
    for (let bin = 0; bin < nBins; bin++) visit(cells, row * nLanes + bin, bin)
  }
}

import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording, PlannedTile } from '../gpu-process.ts'

export const ADD_WEIGHTED = { shader: 'risk/add_weighted.wgsl' } as const

/** Two buffers of a tile: where each plane goes in turn, and where their sum is made. */
export interface SumBuffers {
  readonly term: string
  readonly sum: string
}

/** The sum of planes, each times its weight, of a tile with its halo. */
export function recordPlaneSum(
  { plan, recorder, take, tileBuffer }: GatherRecording,
  tile: PlannedTile,
  planes: readonly string[],
  weights: BufferSlice,
  { term, sum }: SumBuffers,
): void {
  for (const [m, plane] of planes.entries()) {
    take(plane, tile, term)
    recorder.dispatch({
      kernel: ADD_WEIGHTED,
      params: {
        nTraces: tile.haloEndTrace - tile.haloStartTrace,
        nRows: plan.shape.nSamples,
        term: m,
        isAdded: Number(m > 0),
      },
      bindings: [weights, tileBuffer(tile, term), tileBuffer(tile, sum)],
    })
  }
}

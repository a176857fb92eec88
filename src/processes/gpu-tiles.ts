import type { GatherRecording, PlannedTile } from './gpu-process.ts'

/** What kernels have to know of a tile of a gather. */
export function tileParams({ plan }: GatherRecording, { haloStartTrace, haloEndTrace }: PlannedTile) {
  return { nTraces: haloEndTrace - haloStartTrace, firstTrace: haloStartTrace, gatherTraces: plan.shape.nTraces }
}

/** The traces of a tile without its halo, counted from its first. */
export function ownTraces({ haloStartTrace, startTrace, endTrace }: PlannedTile) {
  return { ownStart: startTrace - haloStartTrace, ownEnd: endTrace - haloStartTrace }
}

/** True spacing of the traces of a gather. */
import type { NoPlaces, TracePlaces } from '../core/view.ts'

/** The places that a header gives the traces of one gather, or why it gives none. */
export interface TracePlacement {
  /** First trace of that gather in the dataset, and how many it has. */
  readonly startTrace: number
  readonly nTraces: number
  readonly places: TracePlaces | NoPlaces
}

type TracesOfGather = Pick<TracePlacement, 'startTrace' | 'nTraces'>

/** The placement if it is this gather's and not another's; null while a header is read, and without one. */
export function placementOf(placement: TracePlacement | null, gather: TracesOfGather): TracePlacement | null {
  const isIts = placement?.startTrace === gather.startTrace && placement.nTraces === gather.nTraces
  return isIts ? placement : null
}

/** Where the traces of the gather lie; null: evenly, as they are or because there is no other way. */
export function placesInForce(
  { isTrueSpacing }: { readonly isTrueSpacing: boolean },
  gather: TracesOfGather & { readonly placement: TracePlacement | null },
): TracePlaces | null {
  const places = isTrueSpacing ? placementOf(gather.placement, gather)?.places : undefined
  return typeof places === 'object' ? places : null
}

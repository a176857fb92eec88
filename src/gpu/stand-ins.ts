import type { ShaderParts } from './wgsl.ts'

const TWO_LANES: ShaderParts = { 'shared/lanes_4': 'shared/lanes_2' }

/** Traces that a thread takes at once: shared/lanes_4 and lanes_2. */
export type LaneCount = 4 | 2

/** The variant of a kernel that imports shared/lanes_4 for so many traces. */
export function laneParts(lanes: LaneCount): ShaderParts {
  return lanes === 2 ? TWO_LANES : {}
}

/** Rows of traces as vectors, for a kernel that imports shared/lane_rows. */
export const ALIGNED_ROWS: ShaderParts = { 'shared/lane_rows': 'shared/lane_rows_aligned' }

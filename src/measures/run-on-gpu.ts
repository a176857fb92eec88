import type { BufferPool } from '../gpu/buffers.ts'
import type { ConstantTables } from '../gpu/constant-tables.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'

/** A run that is being recorded, to be measured. */
export interface RunOnGpu {
  readonly recorder: PassRecorder
  readonly pool: BufferPool
  readonly tables: ConstantTables
  readonly before: TraceTiles
  /** In tiles like those of `before`. */
  readonly after: TraceTiles
  /** What gather/survey.wgsl found in `before`. */
  readonly survey: BufferSlice
}

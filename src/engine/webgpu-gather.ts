import type { Gather, TraceBlock } from '../core/gather.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import { type BufferSlice, foldedWorkgroups, type PassRecorder } from '../gpu/recorder.ts'
import { copyTile, planTiles, type TraceTile, type TraceTiles, tileSlice } from '../gpu/trace-tiles.ts'
import type { UploadRing } from '../gpu/upload.ts'

export const SURVEY = { shader: 'gather/survey.wgsl' } as const

/** Traces of a workgroup of gather/survey.wgsl. */
const SURVEY_TRACES = 8

/** Bytes of what gather/survey.wgsl writes. */
export const SURVEY_BYTES = 16

/** A gather on the GPU: its samples as stored, and what the survey found in them. */
export interface GpuGather {
  readonly gather: Gather
  readonly before: TraceTiles
  readonly survey: BufferSlice
}

/** One over the power of two by which shared/gather_scale.wgsl scales samples, the largest of which has these bits. */
export function surveyedUnit(maxBits: number): number {
  return 2 ** (Math.min(253, Math.max(1, maxBits >>> 23)) - 127)
}

/** Uploads the samples into pool buffers; the survey is recorded by the first run. */
export function uploadGather(uploads: UploadRing, pool: BufferPool, gather: Gather, bindingBytes: number): GpuGather {
  const before = uploadTiles(uploads, pool, gather, bindingBytes, 'before')
  return { gather, before, survey: { buffer: pool.acquire(SURVEY_BYTES, 'survey'), bytes: SURVEY_BYTES } }
}

/** Samples in pool buffers. */
export function uploadTiles(
  uploads: UploadRing,
  pool: BufferPool,
  block: TraceBlock,
  bindingBytes: number,
  label: string,
): TraceTiles {
  const tiles = acquireTiles(pool, block.nSamples, block.nTraces, bindingBytes, label)
  for (const tile of tiles.tiles) {
    const { bytes } = tileSlice(tiles, tile)
    uploads.write(tile.buffer, bytes, (staging) => copyTile(new Float32Array(staging), block, tile))
  }
  return tiles
}

/** Buffers for (nSamples, nTraces) samples, as few as bindings of `bindingBytes` allow; throws `gpu` when none does. */
export function acquireTiles(
  pool: BufferPool,
  nSamples: number,
  nTraces: number,
  bindingBytes: number,
  label: string,
): TraceTiles {
  const tiles = planTiles(nSamples, nTraces, bindingBytes).map(
    (tile): TraceTile => ({ ...tile, buffer: pool.acquire(4 * nSamples * tile.nTraces, label) }),
  )
  return { nSamples, nTraces, tiles }
}

/** Records the count of bad samples and the search for the largest. `survey` must have been cleared. */
export function recordSurvey(
  recorder: PassRecorder,
  { before, survey }: GpuGather,
  workgroupsPerDimension: number,
): void {
  for (const tile of before.tiles) {
    recorder.dispatch({
      kernel: SURVEY,
      params: { nTraces: tile.nTraces, nSamples: before.nSamples },
      bindings: [tileSlice(before, tile), survey],
      workgroups: foldedWorkgroups(Math.ceil(tile.nTraces / SURVEY_TRACES), workgroupsPerDimension),
    })
  }
}

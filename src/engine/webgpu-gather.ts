import type { Gather } from '../core/gather.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import type { TraceTile, TraceTiles } from '../gpu/trace-tiles.ts'
import { tileTraces } from '../processes/tiling.ts'

export const SURVEY = { shader: 'gather/survey.wgsl' } as const
export const TAKE = { shader: 'gather/take.wgsl' } as const
export const PUT = { shader: 'gather/put.wgsl' } as const

/** Bytes of what gather/survey.wgsl writes. */
export const SURVEY_BYTES = 16

/** A gather on the GPU: its samples as stored, and what the survey found in them. */
export interface GpuGather {
  readonly gather: Gather
  readonly before: TraceTiles
  readonly survey: BufferSlice
}

/** Uploads the samples into pool buffers; the survey is recorded by the first run. */
export function uploadGather(device: GPUDevice, pool: BufferPool, gather: Gather, bindingBytes: number): GpuGather {
  const before = acquireTiles(pool, gather.nSamples, gather.nTraces, bindingBytes, 'before')
  for (const tile of before.tiles) device.queue.writeBuffer(tile.buffer, 0, samplesOfTile(gather, tile))
  return { gather, before, survey: { buffer: pool.acquire(SURVEY_BYTES, 'survey'), bytes: SURVEY_BYTES } }
}

/** Buffers for (nSamples, nTraces) samples, as few as bindings of `bindingBytes` allow. */
export function acquireTiles(
  pool: BufferPool,
  nSamples: number,
  nTraces: number,
  bindingBytes: number,
  label: string,
): TraceTiles {
  const widest = Math.max(1, Math.floor(bindingBytes / (4 * nSamples)))
  const spans = tileTraces(nTraces, widest, 0) ?? []
  const tiles = spans.map(({ startTrace, endTrace }): TraceTile => {
    const width = endTrace - startTrace
    return { buffer: pool.acquire(4 * nSamples * width, label), startTrace, nTraces: width }
  })
  return { nSamples, nTraces, tiles }
}

export function tileSlice(tiles: TraceTiles, tile: TraceTile): BufferSlice {
  return { buffer: tile.buffer, bytes: 4 * tiles.nSamples * tile.nTraces }
}

/** Records the count of bad samples and the search for the largest. `survey` must have been cleared. */
export function recordSurvey(recorder: PassRecorder, { before, survey }: GpuGather): void {
  for (const tile of before.tiles) {
    recorder.dispatch({
      kernel: SURVEY,
      params: { nTraces: tile.nTraces, nRows: 1, nSamples: before.nSamples },
      bindings: [tileSlice(before, tile), survey],
    })
  }
}

function samplesOfTile(gather: Gather, tile: TraceTile): Float32Array<ArrayBuffer> {
  const { nSamples, nTraces, samples } = gather
  if (tile.nTraces === nTraces) return samples
  const packed = new Float32Array(nSamples * tile.nTraces)
  for (let i = 0; i < nSamples; i++) {
    const from = i * nTraces + tile.startTrace
    packed.set(samples.subarray(from, from + tile.nTraces), i * tile.nTraces)
  }
  return packed
}

/** Puts the samples of one tile, as read back, in their place among all. */
export function placeTile(
  samples: Float32Array<ArrayBuffer>,
  tiles: TraceTiles,
  tile: TraceTile,
  bytes: ArrayBuffer,
): void {
  const part = new Float32Array(bytes)
  if (tile.nTraces === tiles.nTraces) {
    samples.set(part)
    return
  }
  for (let i = 0; i < tiles.nSamples; i++) {
    const row = part.subarray(i * tile.nTraces, (i + 1) * tile.nTraces)
    samples.set(row, i * tiles.nTraces + tile.startTrace)
  }
}

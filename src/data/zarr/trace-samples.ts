import type { DecodedChunk } from './chunk-decoder.ts'
import { type ElementType, floatOfHalf } from './element-type.ts'

/** The part of a chunk that lies inside the array, seen as samples by traces. */
export interface ChunkPart {
  readonly nSamples: number
  readonly nTraces: number
  readonly axes: 'sample-trace' | 'trace-sample'
}

/**
 * A decoded chunk as float32 in C order (nSamples, nTraces): the decoder's own memory when it already is just that,
 * else one pass that crops, transposes and converts. Values that float32 cannot hold are rounded to the nearest.
 */
export function traceSamples(chunk: DecodedChunk, element: ElementType, part: ChunkPart): Float32Array<ArrayBuffer> {
  const { nSamples, nTraces } = part
  const [sampleStride, traceStride] =
    part.axes === 'sample-trace' ? chunk.stride : ([chunk.stride[1], chunk.stride[0]] as const)
  const { data } = chunk
  const isInOrder = traceStride === 1 && sampleStride === nTraces
  if (isInOrder && isWholeFloat32(data, nSamples * nTraces)) return data
  if (traceStride === 1 && data instanceof Float32Array) return copyRows(data, sampleStride, nSamples, nTraces)
  const samples = new Float32Array(nSamples * nTraces)
  const valueAt = reader(data, element)
  // Tiles keep both sides of a transposition in the cache.
  const tile = 64
  for (let firstSample = 0; firstSample < nSamples; firstSample += tile) {
    const endSample = Math.min(nSamples, firstSample + tile)
    for (let firstTrace = 0; firstTrace < nTraces; firstTrace += tile) {
      const endTrace = Math.min(nTraces, firstTrace + tile)
      for (let sample = firstSample; sample < endSample; sample++)
        for (let trace = firstTrace; trace < endTrace; trace++)
          samples[sample * nTraces + trace] = valueAt(sample * sampleStride + trace * traceStride)
    }
  }
  return samples
}

function isWholeFloat32(data: DecodedChunk['data'], length: number): data is Float32Array<ArrayBuffer> {
  return (
    data instanceof Float32Array &&
    data.length === length &&
    data.buffer instanceof ArrayBuffer &&
    data.buffer.byteLength === data.byteLength
  )
}

function copyRows(data: Float32Array, sampleStride: number, nSamples: number, nTraces: number) {
  const samples = new Float32Array(nSamples * nTraces)
  for (let sample = 0; sample < nSamples; sample++) {
    const from = sample * sampleStride
    samples.set(data.subarray(from, from + nTraces), sample * nTraces)
  }
  return samples
}

/**
 * A double that rounds to float32 as the whole number itself does: where a double cannot hold all of its digits, it is
 * rounded to odd, for to round to the nearest twice may go wrong.
 */
function doubleOfLong(value: bigint): number {
  const nearest = Number(value)
  if (Math.abs(nearest) <= Number.MAX_SAFE_INTEGER) return nearest
  const upper = value >> 11n
  return 2 ** 11 * Number(value === upper << 11n ? upper : upper | 1n)
}

function reader(data: DecodedChunk['data'], element: ElementType): (index: number) => number {
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) return (index) => doubleOfLong(data[index]!)
  if (element.name === 'float16') return (index) => floatOfHalf(Number(data[index]!))
  return (index) => data[index]!
}

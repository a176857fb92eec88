import type { FusedPlan, GatherShape, GpuLimits } from '../gpu-process.ts'
import { tileCapacity, tileTraces } from '../tiling.ts'
import { heldButterflies, type WorkgroupFft, workgroupFft } from '../workgroup-fft.ts'
import type { TfDenoiseParams } from './params.ts'
import { tfGeometry } from './plan.ts'

const MOST_THREADS = 256

/** Traces that a workgroup may take, beside their neighbours. */
const TILES: readonly number[] = [32, 16, 8]

/** Workgroups of no more than this run side by side on a processor of the adapter, and hide each other's waiting. */
const PREFERRED_BYTES = 2 ** 14

/** Workgroups that keep a large adapter busy: segments are shortened until there are so many. */
const WANTED_WORKGROUPS = 1024

/** stft_denoise.wgsl for one shape of gather, as data. */
export interface FusedStft {
  readonly fft: WorkgroupFft
  /** Own traces of a workgroup. */
  readonly tile: number
  /** Transforms of two traces each, of the own traces and of their neighbours. */
  readonly columns: number
  readonly held: number
  readonly threads: number
  /** Frames that a workgroup goes through for itself, after those that reach into its segment. */
  readonly segmentFrames: number
  readonly nSegments: number
}

/** null where a window of a few traces exceeds workgroup memory, or the spread is to be smoothed over frames. */
export function fusedStft(
  shape: GatherShape,
  params: TfDenoiseParams,
  limits: Pick<GpuLimits, 'workgroupBytes' | 'workgroupThreads'>,
): FusedStft | null {
  const { windowSamples, hopSamples, aperture } = params
  if (params.timeSmoothing > 1) return null
  const columnsOf = (tile: number) => tile / 2 + 2 * Math.ceil((aperture - 1) / 4)
  const bytes = (tile: number) =>
    8 * windowSamples * columnsOf(tile) + 8 * (windowSamples / 2 + 2) * columnsOf(tile) + 4 * windowSamples * tile
  const preferred = TILES.find((candidate) => bytes(candidate) <= PREFERRED_BYTES) ?? TILES.at(-1)!
  const tile = Math.min(preferred, TILES.find((candidate) => bytes(candidate) <= limits.workgroupBytes) ?? 0)
  if (tile === 0) return null
  const fft = workgroupFft(windowSamples)
  const threads = Math.min(MOST_THREADS, limits.workgroupThreads)
  const { nFrames } = tfGeometry(shape, params)
  const segmentFrames = framesOfSegment(nFrames, Math.ceil(windowSamples / hopSamples), shape.nTraces / tile)
  return {
    fft,
    tile,
    columns: columnsOf(tile),
    held: heldButterflies(fft, columnsOf(tile), threads),
    threads,
    segmentFrames,
    nSegments: Math.ceil(nFrames / segmentFrames),
  }
}

/** Long segments repeat less of what lies before them, short ones make more workgroups. */
function framesOfSegment(nFrames: number, framesOverSample: number, tiles: number): number {
  const [shortest, longest] = [Math.max(2, framesOverSample - 1), Math.max(8, 4 * (framesOverSample - 1))]
  const wanted = Math.ceil((nFrames * tiles) / WANTED_WORKGROUPS)
  return Math.min(Math.max(wanted, shortest), longest)
}

/** Tiles and their halos begin at even traces: two that share a transform in one tiling share it in any. */
export function planFusedStft(shape: GatherShape, params: TfDenoiseParams, limits: GpuLimits): FusedPlan | null {
  const fused = fusedStft(shape, params, limits)
  if (fused === null || fused.nSegments > limits.workgroupsPerDimension) return null
  const samples = { name: 'samples', bytesPerTrace: 4 * shape.nSamples, isKept: false }
  const capacity = Math.min(tileCapacity([samples], limits), fused.tile * limits.workgroupsPerDimension)
  const tiles = tileTraces(shape.nTraces, capacity, 2 * Math.ceil((params.aperture - 1) / 4), 2)
  return tiles && { kind: 'fused', shape, limits, tiles, needsSurvey: true, buffers: [] }
}

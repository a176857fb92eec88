import { swtPaddedLength } from '../../dsp/swt.ts'
import type { LaneCount } from '../../gpu/stand-ins.ts'
import type { UniformValues } from '../../gpu/uniforms.ts'
import type { ShaderSizes } from '../../gpu/wgsl.ts'
import type { FusedPlan, GatherShape, GpuLimits } from '../gpu-process.ts'
import { tileCapacity, tileTraces } from '../tiling.ts'
import { packetGeometry } from './packet-plan.ts'
import type { WaveletDenoiseParams } from './params.ts'
import { waveletGeometry } from './plan.ts'

/** Threads of a workgroup, where the adapter allows so many; the fastest of 256, 512 and 1024 on an H200. */
const MOST_THREADS = { dwt: 512, swt: 1024, wpt: 1024 } as const

/** What threads share beside the rows of a trace: 256 bins to find medians by, and little more. */
const OTHER_BYTES_PER_LANE = 1392
const OTHER_BYTES = 16

/** Rows are rounded up to this, so that traces of about one length share a compiled kernel. */
const ROW_STEP = 64

/** A trace of so many filters' lengths is split in two pieces: what lies beyond an end is then found in the piece at that end. */
const LEAST_TAPS_IN_TWO = 8

/** Values of a trace that a thread holds in registers while others read what it will replace. */
const MOST_HELD = 32
/** Numbers that a thread may hold in registers through a whole kernel. */
const MOST_REGISTERS = 96

/** One kernel for whole traces, as data: what it is compiled for, and what it is told beside where the samples lie. */
export interface FusedWavelet {
  readonly shader: string
  /** Traces of a workgroup. */
  readonly lanes: LaneCount
  readonly sizes: ShaderSizes
  readonly params: UniformValues
  /** The table that follows the filters, if there is one. */
  readonly table: readonly (readonly number[])[] | null
}

type Fit = Pick<GpuLimits, 'workgroupBytes' | 'workgroupThreads'>

/** null where the traces exceed workgroup memory, or what they need has no fused kernel. */
export function fusedWavelet(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  if (params.sigma === 'spatial' || params.bestBasis) return null
  const threads = Math.min(MOST_THREADS[params.transform], limits.workgroupThreads)
  if (Math.ceil(shape.nSamples / threads) > MOST_HELD) return null
  switch (params.transform) {
    case 'dwt':
      return fusedDwt(shape, params, { ...limits, workgroupThreads: threads })
    case 'swt':
      return fusedSwt(shape, params, { ...limits, workgroupThreads: threads })
    case 'wpt':
      return fusedPackets(shape, params, { ...limits, workgroupThreads: threads })
  }
}

export function planFusedWavelet(
  shape: GatherShape,
  params: WaveletDenoiseParams,
  limits: GpuLimits,
): FusedPlan | null {
  const fused = fusedWavelet(shape, params, limits)
  if (fused === null) return null
  const samples = { name: 'samples', bytesPerTrace: 4 * shape.nSamples, isKept: false }
  const capacity = Math.min(tileCapacity([samples], limits), fused.lanes * limits.workgroupsPerDimension)
  const tiles = tileTraces(shape.nTraces, capacity, 0)
  return tiles && { kind: 'fused', shape, limits, tiles, needsSurvey: false, buffers: [] }
}

function fusedDwt(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  const { nTaps, level, lengths } = waveletGeometry(shape, params)
  const finestRows = lengths[1]!
  const isInTwo = shape.nSamples >= LEAST_TAPS_IN_TWO * nTaps
  const pieceRows = isInTwo ? Math.ceil(finestRows / 2) : finestRows
  const coarserRows = lengths.slice(2).reduce((sum, length) => sum + length, 0) + lengths[level]!
  const sampleRows = isInTwo ? Math.max(2 * pieceRows, shape.nSamples - 2 * pieceRows + nTaps) : shape.nSamples
  const rows = roundUp(Math.max(sampleRows, finestRows, level > 1 ? coarserRows : 0))
  const lanes = lanesFor(rows, limits)
  if (lanes === null) return null
  return {
    shader: 'wavelet_denoise/dwt_denoise.wgsl',
    lanes,
    sizes: {
      ...sizesOfThreads(shape, limits),
      N_TAPS: nTaps,
      ROWS: rows,
      LEVELS: level,
      PIECES: isInTwo ? 2 : 1,
      PIECE_ROWS: pieceRows,
      HELD_FINEST: perThread(pieceRows, limits),
      PAIRS: perThread(Math.max(lengths[2] ?? 0, finestRows / 2), limits),
      LAST_PAIRS: perThread(shape.nSamples / 2, limits),
    },
    params: { noiseLevel: noiseLevel(params, level) },
    table: bandsInPlace(rows, lengths),
  }
}

/** (Rows of a_j, first row of d_j, its rows): approximations from row 0 on, details from the end, d_2 last; d_1 is not there. */
function bandsInPlace(rows: number, lengths: readonly number[]): readonly (readonly number[])[] {
  let start = rows
  return lengths.map((length, j) => {
    if (j > 1) start -= length
    return [length, j > 1 ? start : 0, j > 0 ? length : 0, 0]
  })
}

function fusedSwt(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  const { nTaps, level } = waveletGeometry(shape, params)
  const rows = swtPaddedLength(shape.nSamples, level, params.padding)
  const block = rowsPerThread(rows, level, limits.workgroupThreads)
  if (block === null) return null
  // The approximation of one level is shared; the details of all levels stay with their threads.
  const lanes = lanesFor(rows, limits, (count) => count * level * block <= MOST_REGISTERS)
  if (lanes === null) return null
  return {
    shader: 'wavelet_denoise/swt_denoise.wgsl',
    lanes,
    sizes: {
      ...sizesOfThreads(shape, limits),
      N_TAPS: nTaps,
      LEVELS: level,
      ROWS: rows,
      BLOCK: block,
    },
    params: { noiseLevel: noiseLevel(params, level) },
    table: null,
  }
}

/** Rows that a thread needs to take so that at every level, whose rows lie 2^(j-1) apart, there are threads enough. */
function rowsPerThread(rows: number, level: number, threads: number): number | null {
  for (let block = 1; block <= MOST_HELD; block++) {
    const isEnough = (j: number) => 2 ** j * Math.ceil(rows / 2 ** j / block) <= threads
    if (Array.from({ length: level }, (_, j) => j).every(isEnough)) return block
  }
  return null
}

function fusedPackets(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  const { nTaps, level, nodeRows } = packetGeometry(shape, params)
  const leafRows = nodeRows[level]!
  const rows = 2 ** level * leafRows
  const lanes = lanesFor(roundUp(rows), limits)
  const pairs = nodeRows.slice(1).map((length, j) => 2 ** j * Math.max(length, Math.ceil(nodeRows[j]! / 2)))
  if (lanes === null || perThread(Math.max(...pairs), limits) > MOST_HELD) return null
  const keptRows = params.thresholdApproximation ? 0 : leafRows
  const noise = {
    finest: { noiseStart: keptRows, noiseRows: rows - keptRows },
    coarsest: { noiseStart: leafRows, noiseRows: leafRows },
    level: { noiseStart: 0, noiseRows: 0 },
  }[params.sigma as Exclude<WaveletDenoiseParams['sigma'], 'spatial'>]
  return {
    shader: 'wavelet_denoise/wpt_denoise.wgsl',
    lanes,
    sizes: {
      ...sizesOfThreads(shape, limits),
      N_TAPS: nTaps,
      ROWS: roundUp(rows),
      LEVELS: level,
      PAIRS: perThread(Math.max(...pairs), limits),
    },
    params: { keptRows, ...noise },
    table: nodeRows.map((length, j) => [2 ** (level - j) * leafRows, length, 0, 0]),
  }
}

/** As many traces as workgroup memory holds `rows` rows of. */
function lanesFor(rows: number, { workgroupBytes }: Fit, suits = (_lanes: LaneCount) => true): LaneCount | null {
  const bytes = (lanes: LaneCount) => lanes * (4 * rows + OTHER_BYTES_PER_LANE) + OTHER_BYTES
  return ([4, 2] as const).find((lanes) => bytes(lanes) <= workgroupBytes && suits(lanes)) ?? null
}

function sizesOfThreads({ nSamples }: GatherShape, limits: Fit): ShaderSizes {
  return { THREADS: limits.workgroupThreads, HELD: perThread(nSamples, limits) }
}

function roundUp(rows: number): number {
  return ROW_STEP * Math.ceil(rows / ROW_STEP)
}

function perThread(count: number, { workgroupThreads }: Fit): number {
  return Math.ceil(count / workgroupThreads)
}

/** The level whose detail the noise scale is taken from; 0: each its own. */
function noiseLevel({ sigma }: WaveletDenoiseParams, level: number): number {
  if (sigma === 'level') return 0
  return sigma === 'coarsest' ? level : 1
}

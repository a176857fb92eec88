import { swtPaddedLength } from '../../dsp/swt.ts'
import type { LaneCount } from '../../gpu/stand-ins.ts'
import type { UniformValues } from '../../gpu/uniforms.ts'
import type { ShaderSizes } from '../../gpu/wgsl.ts'
import type { FusedPlan, GatherShape, GpuLimits } from '../gpu-process.ts'
import { tileCapacity, tileTraces } from '../tiling.ts'
import { packetGeometry } from './packet-plan.ts'
import type { WaveletDenoiseParams } from './params.ts'
import { waveletGeometry } from './plan.ts'

/** Threads of a workgroup, and what they share beside the rows of a trace: 256 bins to find medians by, and little more. */
const THREADS = 256
const OTHER_BYTES_PER_LANE = 1312
const OTHER_BYTES = 64

/** Rows are rounded up to this, so that traces of about one length share a compiled kernel. */
const ROW_STEP = 64

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
  readonly table: readonly (readonly [number, number])[] | null
}

type Fit = Pick<GpuLimits, 'workgroupBytes'>

/** null where the traces exceed workgroup memory, or what they need has no fused kernel. */
export function fusedWavelet(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  if (params.sigma === 'spatial' || params.bestBasis || shape.nSamples > MOST_HELD * THREADS) return null
  switch (params.transform) {
    case 'dwt':
      return fusedDwt(shape, params, limits)
    case 'swt':
      return fusedSwt(shape, params, limits)
    case 'wpt':
      return fusedPackets(shape, params, limits)
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
  return tiles && { kind: 'fused', shape, limits, tiles, needsSurvey: false }
}

function fusedDwt(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  const { nTaps, level, lengths, detailRows } = waveletGeometry(shape, params)
  const rows = roundUp(Math.max(shape.nSamples, lengths[level]! + detailRows))
  const lanes = lanesFor(rows, limits)
  if (lanes === null) return null
  return {
    shader: 'wavelet_denoise/dwt_denoise.wgsl',
    lanes,
    sizes: {
      N_TAPS: nTaps,
      ROWS: rows,
      HELD: held(shape),
      PAIRS: perThread(Math.max(lengths[1]!, shape.nSamples / 2)),
    },
    params: { level, noiseLevel: noiseLevel(params, level) },
    table: bandsInPlace(rows, lengths),
  }
}

/** Approximations from row 0 on, details from the end, the finest last: a_j and d_j lie where a_(j-1) lay. */
function bandsInPlace(rows: number, lengths: readonly number[]): readonly (readonly [number, number])[] {
  const bands = lengths.map((length): readonly [number, number] => [0, length])
  let start = rows
  for (const length of lengths.slice(1)) {
    start -= length
    bands.push([start, length])
  }
  return bands
}

function fusedSwt(shape: GatherShape, params: WaveletDenoiseParams, limits: Fit): FusedWavelet | null {
  const { nTaps, level } = waveletGeometry(shape, params)
  const rows = swtPaddedLength(shape.nSamples, level, params.padding)
  const block = rowsPerThread(rows, level)
  if (block === null) return null
  // Approximation and detail of one level are shared; the details of all levels stay with their threads.
  const lanes = lanesFor(2 * rows, limits, (count) => count * level * block <= MOST_REGISTERS)
  if (lanes === null) return null
  return {
    shader: 'wavelet_denoise/swt_denoise.wgsl',
    lanes,
    sizes: {
      N_TAPS: nTaps,
      LEVELS: level,
      OWN_NOISE: params.sigma === 'level' ? 1 : 0,
      ROWS: rows,
      HELD: held(shape),
      BLOCK: block,
    },
    params: { noiseLevel: noiseLevel(params, level) },
    table: null,
  }
}

/** Rows that a thread needs to take so that at every level, whose rows lie 2^(j-1) apart, there are threads enough. */
function rowsPerThread(rows: number, level: number): number | null {
  for (let block = 1; block <= MOST_HELD; block++) {
    const isEnough = (j: number) => 2 ** j * Math.ceil(rows / 2 ** j / block) <= THREADS
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
  if (lanes === null || perThread(Math.max(...pairs)) > MOST_HELD) return null
  const keptRows = params.thresholdApproximation ? 0 : leafRows
  const noise = {
    finest: { noiseStart: keptRows, noiseRows: rows - keptRows },
    coarsest: { noiseStart: leafRows, noiseRows: leafRows },
    level: { noiseStart: 0, noiseRows: 0 },
  }[params.sigma as Exclude<WaveletDenoiseParams['sigma'], 'spatial'>]
  return {
    shader: 'wavelet_denoise/wpt_denoise.wgsl',
    lanes,
    sizes: { N_TAPS: nTaps, ROWS: roundUp(rows), HELD: held(shape), PAIRS: perThread(Math.max(...pairs)) },
    params: { level, keptRows, ...noise },
    table: nodeRows.map((length, j) => [2 ** (level - j) * leafRows, length]),
  }
}

/** As many traces as workgroup memory holds `rows` rows of. */
function lanesFor(rows: number, { workgroupBytes }: Fit, suits = (_lanes: LaneCount) => true): LaneCount | null {
  const bytes = (lanes: LaneCount) => lanes * (4 * rows + OTHER_BYTES_PER_LANE) + OTHER_BYTES
  return ([4, 2] as const).find((lanes) => bytes(lanes) <= workgroupBytes && suits(lanes)) ?? null
}

function held({ nSamples }: GatherShape): number {
  return perThread(nSamples)
}

function roundUp(rows: number): number {
  return ROW_STEP * Math.ceil(rows / ROW_STEP)
}

function perThread(count: number): number {
  return Math.ceil(count / THREADS)
}

/** The level whose detail the noise scale is taken from; 0: each its own. */
function noiseLevel({ sigma }: WaveletDenoiseParams, level: number): number {
  if (sigma === 'level') return 0
  return sigma === 'coarsest' ? level : 1
}

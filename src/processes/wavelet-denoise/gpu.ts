import type { KernelSpec } from '../../gpu/kernel.ts'
import type { UniformValues } from '../../gpu/uniforms.ts'
import type { GpuProcess, StagedProcess, TileRecording } from '../gpu-process.ts'
import { bandMedianKernels, recordBandMedians } from './band-medians-gpu.ts'
import { fusedWaveletGpu } from './fused-gpu.ts'
import { filterTable, neighbourScale, RULE_CODES, SCALE_SHRINK } from './gpu-tables.ts'
import { packetKernels, recordPacketForward, recordPacketInverse } from './packet-gpu.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { planWaveletDenoise, type WaveletGeometry, waveletGeometry } from './plan.ts'

/** Level by level: the dwt and the swt here, packets in packet-gpu.ts. */
export const stagedWavelet: StagedProcess = {
  plan: planWaveletDenoise,

  kernels({ limits }, step) {
    const params = waveletDenoiseParams(step)
    if (params.transform === 'wpt') return packetKernels(params, limits)
    const isSpatial = params.sigma === 'spatial'
    const ofSigma = isSpatial ? [neighbourScale(params.aperture), SCALE_SHRINK] : bandMedianKernels(limits)
    return [kernelOf(params, 'forward'), kernelOf(params, 'inverse'), ...ofSigma]
  },

  recordForward(tile, step) {
    const params = waveletDenoiseParams(step)
    if (params.transform === 'wpt') recordPacketForward(tile, params)
    else recordOctaveForward(tile, params)
  },

  recordInverse(tile, step) {
    const params = waveletDenoiseParams(step)
    if (params.transform === 'wpt') recordPacketInverse(tile, params)
    else recordOctaveInverse(tile, params)
  },
}

export const waveletDenoiseGpu: GpuProcess = { fused: fusedWaveletGpu, staged: stagedWavelet }

function recordOctaveForward(tile: TileRecording, params: WaveletDenoiseParams): void {
  const { recorder, shape, nTraces, survey, buffer, table } = tile
  const geometry = waveletGeometry(shape, params)
  for (let j = 1; j <= geometry.level; j++) {
    const above = { nSamples: geometry.lengths[j - 1]! }
    recorder.dispatch({
      kernel: kernelOf(params, 'forward'),
      params: { nTraces, ...levelParams(geometry, params, j, geometry.lengths[j]!, above) },
      bindings: [
        table(filterTable(params.wavelet, 'analysis')),
        buffer(j === 1 ? 'samples' : approximationName(j - 1, geometry)),
        buffer(approximationName(j, geometry)),
        buffer('details'),
      ],
    })
  }
  if (params.sigma === 'spatial') {
    recorder.dispatch({
      kernel: neighbourScale(params.aperture),
      params: { nTraces, nRows: geometry.detailRows },
      bindings: [buffer('details'), survey, buffer('scales')],
    })
    return
  }
  const bands = geometry.detailStarts.map((start, band) => [start, geometry.lengths[band + 1]!] as const)
  recordBandMedians(tile, buffer('details'), bands, buffer('medians'))
}

/** Shrinks inside the inverse; details shrunk by their neighbours are written down first, and pass it with k = 0. */
function recordOctaveInverse(tile: TileRecording, params: WaveletDenoiseParams): void {
  const { recorder, shape, nTraces, buffer, table } = tile
  const geometry = waveletGeometry(shape, params)
  const isSpatial = params.sigma === 'spatial'
  const rule = RULE_CODES[params.rule]
  if (isSpatial) {
    const nRows = geometry.detailRows
    recorder.dispatch({
      kernel: SCALE_SHRINK,
      params: { nTraces, nRows, nodeRows: nRows, keptRows: 0, firstRow: 0, rule, k: params.k },
      // There is no basis to read; any buffer will do.
      bindings: [buffer('details'), buffer('scales'), buffer('scales'), buffer('shrunk')],
    })
  }
  for (let j = geometry.level; j >= 1; j--) {
    const shrinkage = { medianRow: medianRow(params, geometry, j), rule, k: isSpatial ? 0 : params.k }
    recorder.dispatch({
      kernel: kernelOf(params, 'inverse'),
      params: { nTraces, ...levelParams(geometry, params, j, geometry.lengths[j - 1]!, {}), ...shrinkage },
      bindings: [
        table(filterTable(params.wavelet, 'synthesis')),
        buffer(approximationName(j, geometry)),
        buffer(isSpatial ? 'shrunk' : 'details'),
        // With k = 0 no median is looked at.
        buffer(isSpatial ? 'scales' : 'medians'),
        buffer(j === 1 ? 'samples' : approximationName(j - 1, geometry)),
      ],
    })
  }
}

function kernelOf({ transform }: WaveletDenoiseParams, direction: 'forward' | 'inverse'): KernelSpec {
  return { shader: `wavelet_denoise/${transform}_${direction}.wgsl` }
}

function levelParams(
  geometry: WaveletGeometry,
  params: WaveletDenoiseParams,
  j: number,
  nRows: number,
  dwtOnly: UniformValues,
): UniformValues {
  const common = { nRows, nTaps: geometry.nTaps, detailStart: geometry.detailStarts[j - 1]! }
  return params.transform === 'swt' ? { ...common, dilation: 2 ** (j - 1) } : { ...common, ...dwtOnly }
}

/** Where the approximation of level j lies: the last one is kept, those between take turns. */
function approximationName(j: number, geometry: WaveletGeometry): string {
  if (j === geometry.level) return 'approximation'
  return j % 2 === 1 ? 'odd' : 'even'
}

/** The band that the noise scale of level j comes from; row 0 is the finest. */
function medianRow({ sigma }: WaveletDenoiseParams, { level }: WaveletGeometry, j: number): number {
  if (sigma === 'finest') return 0
  return sigma === 'coarsest' ? level - 1 : j - 1
}

import { waveletFilters } from '../../dsp/wavelets.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { UniformValues } from '../../gpu/uniforms.ts'
import type { GpuProcess } from '../gpu-process.ts'
import { type WaveletDenoiseParams, waveletDenoiseParams } from './params.ts'
import { planWaveletDenoise, type WaveletGeometry, waveletGeometry } from './plan.ts'

const RULE_CODES = { soft: 0, hard: 1, garrote: 2 } as const
const BAND_MEDIAN: KernelSpec = { shader: 'wavelet_denoise/band_median.wgsl' }

export const waveletDenoiseGpu: GpuProcess = {
  plan: planWaveletDenoise,

  kernels(_shape, step) {
    const { transform } = waveletDenoiseParams(step)
    return [kernelOf(transform, 'forward'), BAND_MEDIAN, kernelOf(transform, 'inverse')]
  },

  recordForward({ recorder, shape, nTraces, buffer, table }, step) {
    const params = waveletDenoiseParams(step)
    const geometry = waveletGeometry(shape, params)
    for (let j = 1; j <= geometry.level; j++) {
      const above = { nSamples: geometry.lengths[j - 1]! }
      recorder.dispatch({
        kernel: kernelOf(params.transform, 'forward'),
        params: { nTraces, ...levelParams(geometry, params, j, geometry.lengths[j]!, above) },
        bindings: [
          table(filterTable(params.wavelet, 'analysis')),
          buffer(j === 1 ? 'samples' : approximationName(j - 1, geometry)),
          buffer(approximationName(j, geometry)),
          buffer('details'),
        ],
      })
    }
    recorder.dispatch({
      kernel: BAND_MEDIAN,
      params: { nTraces, nRows: geometry.level },
      bindings: [buffer('details'), table(bandTable(geometry)), buffer('medians')],
    })
  },

  recordInverse({ recorder, shape, nTraces, buffer, table }, step) {
    const params = waveletDenoiseParams(step)
    const geometry = waveletGeometry(shape, params)
    for (let j = geometry.level; j >= 1; j--) {
      const shrinkage = { medianRow: medianRow(params, geometry, j), rule: RULE_CODES[params.rule], k: params.k }
      recorder.dispatch({
        kernel: kernelOf(params.transform, 'inverse'),
        params: { nTraces, ...levelParams(geometry, params, j, geometry.lengths[j - 1]!, {}), ...shrinkage },
        bindings: [
          table(filterTable(params.wavelet, 'synthesis')),
          buffer(approximationName(j, geometry)),
          buffer('details'),
          buffer('medians'),
          buffer(j === 1 ? 'samples' : approximationName(j - 1, geometry)),
        ],
      })
    }
  },
}

function kernelOf(transform: 'dwt' | 'swt', direction: 'forward' | 'inverse'): KernelSpec {
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

function filterTable(wavelet: string, bank: 'analysis' | 'synthesis'): ConstantTable {
  const { decLo, decHi, recLo, recHi } = waveletFilters(wavelet)
  const taps = bank === 'analysis' ? [...decLo, ...decHi] : [...recLo, ...recHi]
  return { key: `${bank}-filters/${wavelet}`, values: Float32Array.from(taps) }
}

/** (first row, rows) of each band of details, finest first. */
function bandTable({ lengths, detailStarts }: WaveletGeometry): ConstantTable {
  const pairs = detailStarts.flatMap((start, band) => [start, lengths[band + 1]!])
  return { key: `bands/${pairs.join(',')}`, values: Uint32Array.from(pairs) }
}

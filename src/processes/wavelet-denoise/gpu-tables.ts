import { waveletFilters } from '../../dsp/wavelets.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'

/** As shared/shrink.wgsl names the rules. */
export const RULE_CODES = { soft: 0, hard: 1, garrote: 2 } as const

export const SCALE_SHRINK: KernelSpec = { shader: 'wavelet_denoise/scale_shrink.wgsl' }

export function neighbourScale(aperture: number): KernelSpec {
  return { shader: 'wavelet_denoise/neighbour_scale.wgsl', sizes: { APERTURE: aperture } }
}

/** Low-pass then high-pass taps. */
export function filterTable(wavelet: string, bank: 'analysis' | 'synthesis'): ConstantTable {
  const { decLo, decHi, recLo, recHi } = waveletFilters(wavelet)
  const taps = bank === 'analysis' ? [...decLo, ...decHi] : [...recLo, ...recHi]
  return { key: `${bank}-filters/${wavelet}`, values: Float32Array.from(taps) }
}

/** decLo, decHi, recLo and recHi of each tap. */
export function filterPairs(wavelet: string): ConstantTable {
  const { decLo, decHi, recLo, recHi } = waveletFilters(wavelet)
  const taps = Array.from(decLo, (_, tap) => [decLo[tap]!, decHi[tap]!, recLo[tap]!, recHi[tap]!])
  return { key: `filter-pairs/${wavelet}`, values: Float32Array.from(taps.flat()) }
}

/** What a kernel is told of each band, such as [first row, rows] where its median is wanted. */
export function bandTable(bands: readonly (readonly number[])[]): ConstantTable {
  const values = Uint32Array.from(bands.flat())
  return { key: `bands/${values.join(',')}`, values }
}

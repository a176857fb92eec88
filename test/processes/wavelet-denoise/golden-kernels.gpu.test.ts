/**
 * Plan: PyWavelets' own coefficients by the forward kernels, level by level: every wavedec and swt case of the
 * reference. Their tolerance is that of double precision; the kernels are float32, so that they are held to 2e-6 of the largest
 * coefficient: the taps' roundings over up to six levels. Medians of |x| are exact for what float32 holds.
 */
import { describe, expect, test } from 'vitest'
import { waveletFilters } from '../../../src/dsp/wavelets.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { withDevice } from '../../gpu-device.ts'
import { casesOfKind, readReference } from '../../reference-cases.ts'
import { runKernel } from '../../run-kernel.ts'

const FLOAT32_OF_MAX = 2e-6

const wavedecCases = casesOfKind('wavedec')
const swtCases = casesOfKind('swt')
const medianCases = casesOfKind('median')

function signal(path: string): Float32Array<ArrayBuffer> {
  return Float32Array.from(readReference(path).data, Math.fround)
}

function taps(wavelet: unknown): { readonly nTaps: number; readonly filters: Float32Array<ArrayBuffer> } {
  const { length, decLo, decHi } = waveletFilters(String(wavelet))
  return { nTaps: length, filters: Float32Array.from([...decLo, ...decHi]) }
}

/** One level: the coarse samples replace the fine ones, the details come back. */
interface Level {
  readonly approximation: Float32Array<ArrayBuffer>
  readonly details: Float32Array<ArrayBuffer>
}

async function forward(
  shader: string,
  samples: Float32Array<ArrayBuffer>,
  nRows: number,
  wavelet: unknown,
  more: object,
) {
  const { nTaps, filters } = taps(wavelet)
  const level: Level = { approximation: new Float32Array(nRows), details: new Float32Array(nRows) }
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: `wavelet_denoise/${shader}.wgsl` },
      params: { nTraces: 1, nRows, nTaps, detailStart: 0, ...more },
      arrays: [filters, samples, level.approximation, level.details],
    }),
  )
  return level
}

/** A filter of odd length, as PyWavelets has none, would need another kernel. */
test('there are cases of each kind, and all filters have an even length', () => {
  expect([wavedecCases.length, swtCases.length, medianCases.length]).toEqual([65, 28, 13])
  for (const { params } of wavedecCases) expect(taps(params['wavelet']).nTaps % 2).toBe(0)
})

describe('wavedec by dwt_forward', () => {
  test.each(wavedecCases.map((reference) => [reference.id, reference] as const))('%s', async (_, reference) => {
    let samples = signal(reference.inputs['x']!)
    const bands: Float32Array[] = []
    for (let level = 1; level <= Number(reference.params['level']); level++) {
      const nSamples = samples.length
      const nRows = Math.floor((nSamples + taps(reference.params['wavelet']).nTaps - 1) / 2)
      const next = await forward('dwt_forward', samples, nRows, reference.params['wavelet'], { nSamples })
      bands.unshift(next.details)
      samples = next.approximation
    }
    const found = Float32Array.from([samples, ...bands].flatMap((band) => [...band]))
    const expected = readReference(reference.outputs['coeffs']!.path).data
    expectArraysClose(found, Float64Array.from(expected), { relativeToMax: FLOAT32_OF_MAX }, 'coefficients')
  })
})

describe('swt by swt_forward', () => {
  test.each(swtCases.map((reference) => [reference.id, reference] as const))('%s', async (_, reference) => {
    const { shape, data } = readReference(reference.outputs['coeffs']!.path)
    const [nLevels, , nRows] = shape as [number, number, number]
    const x = signal(reference.inputs['x']!)
    // The case's own padding: numpy's reflect at the end.
    let samples = Float32Array.from({ length: nRows }, (__, i) => x[i < x.length ? i : 2 * (x.length - 1) - i]!)
    const found = new Float32Array(data.length)
    for (let level = 1; level <= nLevels; level++) {
      const next = await forward('swt_forward', samples, nRows, reference.params['wavelet'], {
        dilation: 2 ** (level - 1),
      })
      found.set(next.approximation, (nLevels - level) * 2 * nRows)
      found.set(next.details, ((nLevels - level) * 2 + 1) * nRows)
      samples = next.approximation
    }
    expectArraysClose(found, Float64Array.from(data), { relativeToMax: FLOAT32_OF_MAX }, 'coefficients')
  })
})

describe.each(['band_median', 'short_band_median'])('median of |x| by %s', (kernel) => {
  test.each(medianCases.map((reference) => [reference.id, reference] as const))('%s', async (_, reference) => {
    // As the engine does it: a power of two brings the largest sample to [1, 2), out of float32's subnormals.
    const { data } = readReference(reference.outputs['x']!.path)
    const largest = Math.max(...Float64Array.from(data, Math.abs))
    const unit = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(largest))
    const x = Float32Array.from(data, (value) => value / unit)
    const medians = new Float32Array(1)
    await withDevice(({ device }) =>
      runKernel(device, {
        kernel: { shader: `wavelet_denoise/${kernel}.wgsl` },
        params: { nTraces: 1, medianRow: 0, ...(kernel === 'band_median' ? {} : { nRows: 1 }) },
        arrays: [x, Uint32Array.of(0, x.length), medians],
        ...(kernel === 'band_median' ? { workgroups: [1, 1, 1] as const } : {}),
      }),
    )
    const scale = readReference(reference.outputs['stats']!.path).data[3]!
    // Two roundings of float32: of the samples, and of the mean of the middle two.
    expectArraysClose(
      Float64Array.of((medians[0]! / 0.6745) * unit),
      Float64Array.of(scale),
      { relativeToMax: 2.5e-7 },
      'scale',
    )
  })
})

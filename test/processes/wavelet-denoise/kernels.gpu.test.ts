/**
 * Plan: each wavelet kernel alone against its double-precision twin on made-up traces: the median exactly (it selects,
 * it does not compute) over odd, even, tied and zero bands; shrink through a one-level inverse at the edges of its
 * rules; folding of rows over two dispatch dimensions changes no bit.
 */
import { expect, test } from 'vitest'
import { medianAbsolute } from '../../../src/dsp/median.ts'
import { expectSameBits } from '../../compare-arrays.ts'
import { noise } from '../../gathers.ts'
import { withDevice } from '../../gpu-device.ts'
import { runKernel } from '../../run-kernel.ts'

const BANDS = [1, 2, 3, 4, 7, 64, 65]
const nTraces = 70

/** Bands end to end; trace 1 is zero, trace 2 is constant, trace 3 has ties and signs, the others are noise. */
function detailValue(row: number, trace: number): number {
  if (trace === 1) return 0
  if (trace === 2) return -3.5
  if (trace === 3) return (row % 3) - 1
  return noise(row, trace)
}

test.each([65535, 2])('band medians are exact, longest dispatch dimension %i', async (workgroupsPerDimension) => {
  const starts = BANDS.map((_, band) => BANDS.slice(0, band).reduce((sum, n) => sum + n, 0))
  const nRows = BANDS.reduce((sum, n) => sum + n, 0)
  const details = new Float32Array(nRows * nTraces)
  for (let i = 0; i < details.length; i++) details[i] = detailValue(Math.floor(i / nTraces), i % nTraces)
  const medians = new Float32Array(BANDS.length * nTraces)
  const pairs = Uint32Array.from(BANDS.flatMap((length, band) => [starts[band]!, length]))
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'wavelet_denoise/band_median.wgsl' },
      params: { nTraces, nRows: BANDS.length },
      arrays: [details, pairs, medians],
      workgroupsPerDimension,
    }),
  )
  const expected = new Float32Array(medians.length)
  const scratch = new Float64Array(nRows)
  for (let trace = 0; trace < nTraces; trace++) {
    const column = Float64Array.from({ length: nRows }, (_, row) => details[row * nTraces + trace]!)
    BANDS.forEach((length, band) => {
      expected[band * nTraces + trace] = medianAbsolute(column, starts[band]!, length, scratch)
    })
  }
  expectSameBits(medians, expected, 'medians')
})

/** A Haar synthesis of zero approximations: samples are +-d / sqrt 2, so the shrunk detail can be read off. */
async function shrunk(detail: number, threshold: number, rule: number): Promise<number> {
  const samples = new Float32Array(2)
  const median = Math.fround(0.6745 * threshold)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'wavelet_denoise/dwt_inverse.wgsl' },
      params: { nTraces: 1, nRows: 2, nTaps: 2, detailStart: 0, medianRow: 0, rule, k: 1 },
      arrays: [
        Float32Array.of(1, 1, 1, -1),
        Float32Array.of(0),
        Float32Array.of(detail),
        Float32Array.of(median),
        samples,
      ],
    }),
  )
  return samples[0]!
}

test.each([
  ['soft above', 3, 1, 0, 2],
  ['soft above, negative', -3, 1, 0, -2],
  ['soft below', 0.5, 1, 0, 0],
  ['hard above', 3, 1, 1, 3],
  ['hard below', -0.5, 1, 1, 0],
  ['garrote above', 2, 1, 2, 1.5],
  ['garrote below', 0.5, 1, 2, 0],
  ['a threshold of 0 keeps, soft', 0.25, 0, 0, 0.25],
  ['a threshold of 0 keeps, hard', 0.25, 0, 1, 0.25],
  ['a threshold of 0 keeps, garrote', 0, 0, 2, 0],
])('shrink: %s', async (_, detail, threshold, rule, expected) => {
  // 0.6745 is no float32, so that the threshold is 1 within two roundings.
  expect(await shrunk(detail, threshold, rule)).toBeCloseTo(expected, 6)
})

/**
 * Plan: the STFT kernel against its double-precision twin for windows of every kind of length (powers of two, products
 * and squares of primes, primes), both extensions; the aperture kernel against the sliding median for every odd aperture,
 * with fewer traces than the aperture too. Tolerance of the transform: 2e-6 of the largest coefficient, for a DFT of
 * a prime length adds up to 251 float32 products.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { stftPlan } from '../../../src/dsp/stft.ts'
import { periodicHann } from '../../../src/dsp/windows.ts'
import { type GpuDevice, openGpuDevice } from '../../../src/gpu/device.ts'
import { compareArrays, expectArraysClose } from '../../compare-arrays.ts'
import { makeGather, noise } from '../../gathers.ts'
import { testGpu, withDevice } from '../../gpu-device.ts'
import { EXTRA_FLOATS, stftForward } from '../../plan-runs.ts'
import { runKernel } from '../../run-kernel.ts'
import { slidingMedianMad } from '../../sorted-medians.ts'

const TRANSFORM_TOLERANCE = 2e-6

/** Half windows: all up to 24, then powers, products and squares of small primes, and primes up to the largest. */
const HALF_WINDOWS = [
  ...Array.from({ length: 17 }, (_, i) => 8 + i),
  ...[25, 27, 30, 32, 35, 36, 48, 49, 61, 63, 64, 77, 81, 96, 97, 105, 120, 121, 125, 127, 128, 143, 169, 192],
  ...[210, 225, 240, 243, 250, 251, 253, 254, 255, 256],
]

test('windows of every kind of length transform like the twin', async () => {
  const failures: string[] = []
  await withDevice(async ({ device }) => {
    for (const windowSamples of HALF_WINDOWS.map((half) => 2 * half)) {
      const report = await compareForward(device, windowSamples, windowSamples % 4 === 0 ? 'zeros' : 'reflect')
      if (report !== '') failures.push(`window ${windowSamples}: ${report}`)
    }
  })
  expect(failures).toEqual([])
})

async function compareForward(
  device: GPUDevice,
  windowSamples: number,
  boundary: 'zeros' | 'reflect',
): Promise<string> {
  const { samples, nSamples, nTraces } = makeGather(100, 2)
  const plan = stftPlan({ nSamples, windowSamples, hopSamples: windowSamples / 2, boundary }, EXTRA_FLOATS)
  const window = periodicHann(windowSamples)
  const sum = window.reduce((total, w) => total + w, 0)
  const twiddles = Float32Array.from({ length: 2 * windowSamples }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / windowSamples
    return i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
  })
  const coefficients = new Float32Array(2 * plan.nFrames * plan.nBins * nTraces)
  await runKernel(device, {
    kernel: { shader: 'tf_denoise/stft_forward.wgsl', sizes: { HALF: windowSamples / 2 } },
    params: {
      nTraces,
      nRows: plan.nFrames,
      nSamples,
      hop: windowSamples / 2,
      extension: boundary === 'reflect' ? 1 : 0,
    },
    arrays: [samples, Float32Array.from(window, (w) => w / sum), twiddles, coefficients],
  })
  const expected = new Float64Array(coefficients.length)
  const signal = new Float64Array(nSamples)
  for (let trace = 0; trace < nTraces; trace++) {
    for (let i = 0; i < nSamples; i++) signal[i] = samples[i * nTraces + trace]!
    const cells = stftForward(plan, signal)
    for (let cell = 0; cell < plan.nFrames * plan.nBins; cell++) {
      const [frame, bin] = [Math.floor(cell / plan.nBins), cell % plan.nBins]
      const from = 2 * (bin * plan.nFrames + frame)
      expected[2 * (cell * nTraces + trace)] = cells[from]!
      expected[2 * (cell * nTraces + trace) + 1] = cells[from + 1]!
    }
  }
  const comparison = compareArrays(coefficients, expected, { relativeToMax: TRANSFORM_TOLERANCE })
  return comparison.matches ? '' : comparison.report
}

/** One device for all: a kernel of an aperture is compiled once. */
let opened: GpuDevice
beforeAll(async () => {
  opened = await openGpuDevice({ gpu: testGpu() })
})
afterAll(() => opened.close())

const APERTURES = Array.from({ length: 16 }, (_, i) => 2 * i + 1)

test.each(APERTURES)(
  'an aperture of %i over one trace, some and many finds the twin median and MAD',
  async (aperture) => {
    const nRows = 3
    for (const nTraces of [1, 2, 3, 8, 40]) {
      // Real coefficients of either sign, some zero, some equal: the magnitude is exact in float32.
      const coefficients = Float32Array.from({ length: 2 * nRows * nTraces }, (_, i) =>
        i % 2 === 1 || i % 7 === 0 ? 0 : i % 5 === 0 ? -0.5 : noise(i, 0),
      )
      const magnitudes = Float64Array.from({ length: nRows * nTraces }, (_, i) => Math.abs(coefficients[2 * i]!))
      const spread = new Float32Array(2 * nRows * nTraces)
      await runKernel(opened.device, {
        kernel: { shader: 'tf_denoise/aperture_spread.wgsl', sizes: { APERTURE: aperture } },
        params: { nTraces, nRows, nBins: 1, firstBin: 0, bandBins: 1 },
        arrays: [coefficients, spread],
      })
      const rows = Array.from({ length: nRows }, (_, row) =>
        slidingMedianMad(magnitudes.subarray(row * nTraces, (row + 1) * nTraces), aperture),
      )
      const expected = Float64Array.from(spread, (_, i) => {
        const [row, trace] = [Math.floor(i / 2 / nTraces), (i >> 1) % nTraces]
        return rows[row]![i % 2 === 0 ? 'median' : 'mad'][trace]!
      })
      // A mean of two and a difference: two roundings of float32, and one more in the square root of a square.
      expectArraysClose(spread, expected, { relativeToMax: 3e-7 }, `${nTraces} traces`)
    }
  },
)

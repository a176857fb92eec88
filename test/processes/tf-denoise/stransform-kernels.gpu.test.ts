/**
 * Plan: the golden S-transform, row by row, by the kernels that make a row; passes of a Fourier transform over memory
 * against the twin for powers, products and squares of primes, and primes, one way and the other by turns. Tolerance of
 * the transform: 2e-6 of the largest value, for a DFT of a prime length adds up as many float32 products.
 */
import { expect, test } from 'vitest'
import { fftPlan } from '../../../src/dsp/fft.ts'
import { stransformPlan, stransformReach } from '../../../src/dsp/stransform.ts'
import { fourierPasses } from '../../../src/processes/tf-denoise/stransform-plan.ts'
import { compareArrays, expectArraysClose } from '../../compare-arrays.ts'
import { noise } from '../../gathers.ts'
import { withDevice } from '../../gpu-device.ts'
import { casesOfKind, type ReferenceCase, readReference } from '../../reference-cases.ts'
import { runKernel } from '../../run-kernel.ts'

const TOLERANCE = 2e-6

const LENGTHS = [
  1, 2, 3, 4, 5, 6, 7, 9, 11, 13, 16, 25, 30, 49, 64, 77, 97, 121, 128, 210, 243, 343, 400, 501, 509, 1000,
]
/** The ends, the narrowest windows, and some between. */
const ROWS = [0, 1, 2, 5, 11, 20, 31, 32]

/** (n, nTraces) pairs through all passes. */
async function transform(
  device: GPUDevice,
  values: Float32Array<ArrayBuffer>,
  n: number,
  direction: 1 | -1,
): Promise<Float32Array<ArrayBuffer>> {
  const nTraces = values.length / (2 * n)
  const roots = Float32Array.from({ length: 2 * n }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / n
    return i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
  })
  let source = values
  for (const pass of fourierPasses(n)) {
    const target = new Float32Array(values.length)
    await runKernel(device, {
      kernel: { shader: 'tf_denoise/fourier_pass.wgsl' },
      params: { nTraces, nRows: n, n, ...pass, direction, firstRow: 0 },
      arrays: [source, roots, target],
    })
    source = target
  }
  return source
}

test('transforms of every kind of length, forward and inverse', async () => {
  const failures: string[] = []
  await withDevice(async ({ device }) => {
    for (const n of LENGTHS) {
      const nTraces = n % 3 === 0 ? 2 : 1
      const values = Float32Array.from({ length: 2 * n * nTraces }, (_, i) => noise(i, n))
      for (const direction of [n % 2 === 0 ? 1 : -1] as const) {
        const expected = new Float64Array(values.length)
        for (let trace = 0; trace < nTraces; trace++) {
          const part = (offset: number) =>
            Float64Array.from({ length: n }, (_, m) => values[2 * (m * nTraces + trace) + offset]!)
          const [re, im] = [part(0), part(1)]
          if (direction === 1) fftPlan(n).forward(re, im)
          else fftPlan(n).forward(im, re)
          for (let m = 0; m < n; m++) {
            expected[2 * (m * nTraces + trace)] = re[m]!
            expected[2 * (m * nTraces + trace) + 1] = im[m]!
          }
        }
        const comparison = compareArrays(await transform(device, values, n, direction), expected, {
          relativeToMax: TOLERANCE,
        })
        if (!comparison.matches) failures.push(`${n}, ${direction}: ${comparison.report}`)
      }
    }
  })
  expect(failures).toEqual([])
})

test('the golden S-transform', async () => {
  const [{ inputs, outputs }] = casesOfKind('stransform') as [ReferenceCase]
  const x = Float64Array.from(readReference(inputs['x']!).data)
  const golden = readReference(outputs['S']!.path).data
  const plan = stransformPlan(64)
  const spectrum = new Float64Array(2 * plan.nBins)
  plan.forward(x, spectrum, 0)
  const rows = new Float32Array(ROWS.length * 128)
  const expected = new Float64Array(rows.length)
  await withDevice(async ({ device }) => {
    for (const [index, bin] of ROWS.entries()) {
      const work = new Float32Array(128)
      await runKernel(device, {
        kernel: { shader: 'tf_denoise/stransform_terms.wgsl' },
        params: { nTraces: 1, nRows: 64, bin, reach: stransformReach(bin) },
        arrays: [Float32Array.from(spectrum), work],
      })
      rows.set(await transform(device, work, 64, -1), index * 128)
      expected.set(golden.subarray(bin * 128, bin * 128 + 128), index * 128)
    }
  })
  expectArraysClose(rows, expected, { relativeToMax: TOLERANCE })
})

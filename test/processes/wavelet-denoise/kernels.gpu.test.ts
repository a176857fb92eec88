/**
 * Plan: each wavelet kernel alone against its double-precision twin on made-up traces: the median exactly (it selects,
 * it does not compute) over odd, even, tied and zero bands; shrink through a one-level inverse at the edges of its
 * rules; folding of rows over two dispatch dimensions changes no bit; the choice of a basis from made-up costs (exact);
 * the spatial rule strictly beyond its threshold.
 */
import { expect, test } from 'vitest'
import { chooseBasis } from '../../../src/dsp/best-basis.ts'
import { NODE_GONE, NODE_LEAF } from '../../../src/dsp/wpt.ts'
import { laneParts } from '../../../src/gpu/stand-ins.ts'
import { expectSameBits } from '../../compare-arrays.ts'
import { noise } from '../../gathers.ts'
import { withDevice } from '../../gpu-device.ts'
import { runKernel } from '../../run-kernel.ts'
import { medianOf } from '../../sorted-medians.ts'

const BANDS = [1, 2, 3, 4, 7, 64, 65, 600, 601]
const nTraces = 70

/** Bands end to end; trace 1 is zero, 2 is constant, 3 has ties and signs, 4 is loud and 5 faint, the others are noise. */
function detailValue(row: number, trace: number): number {
  if (trace === 1) return 0
  if (trace === 2) return -3.5
  if (trace === 3) return (row % 3) - 1
  return (trace === 4 ? 1e6 : trace === 5 ? 1e-9 : 1) * noise(row, trace)
}

test.each([
  ['by single threads', undefined, 65535],
  ['by single threads, rows folded', undefined, 2],
  ['by workgroups', { lanes: 4 }, 65535],
  ['by workgroups, two traces at once', { lanes: 2 }, 65535],
] as const)('band medians are exact, %s', async (_, variant, workgroupsPerDimension) => {
  const starts = BANDS.map((_, band) => BANDS.slice(0, band).reduce((sum, n) => sum + n, 0))
  const nRows = BANDS.reduce((sum, n) => sum + n, 0)
  const details = new Float32Array(nRows * nTraces)
  for (let i = 0; i < details.length; i++) details[i] = detailValue(Math.floor(i / nTraces), i % nTraces)
  const medians = new Float32Array(BANDS.length * nTraces)
  const pairs = Uint32Array.from(BANDS.flatMap((length, band) => [starts[band]!, length]))
  await withDevice(({ device }) =>
    runKernel(device, {
      ...(variant === undefined
        ? {
            kernel: { shader: 'wavelet_denoise/short_band_median.wgsl' },
            params: { nTraces, medianRow: 0, nRows: BANDS.length },
          }
        : {
            kernel: {
              shader: 'wavelet_denoise/band_median.wgsl',
              parts: laneParts(variant.lanes),
            },
            params: { nTraces, medianRow: 0 },
            workgroups: [Math.ceil(nTraces / variant.lanes), BANDS.length, 1],
          }),
      arrays: [details, pairs, medians],
      workgroupsPerDimension,
    }),
  )
  const expected = new Float32Array(medians.length)
  for (let trace = 0; trace < nTraces; trace++) {
    const column = Float64Array.from({ length: nRows }, (_, row) => details[row * nTraces + trace]!)
    BANDS.forEach((length, band) => {
      expected[band * nTraces + trace] = medianOf(column.slice(starts[band]!, starts[band]! + length).map(Math.abs))
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

test.each([false, true])('the basis chosen is that of the twin, approximation kept: %s', async (keepsApproximation) => {
  const level = 4
  const nNodes = 2 ** (level + 1)
  // Whole numbers add up exactly in both precisions; a trace of zeros is all ties, which keep the parent.
  const costs = Float32Array.from({ length: nNodes * nTraces }, (_, i) => {
    const [node, trace] = [Math.floor(i / nTraces), i % nTraces]
    const depth = Math.floor(Math.log2(Math.max(1, node)))
    return trace === 0 ? 0 : Math.round((40 + 30 * noise(node, trace)) * 2 ** -depth)
  })
  const basis = new Float32Array(2 * nNodes * nTraces)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: { shader: 'wavelet_denoise/wpt_choose.wgsl' },
      params: { nTraces, nRows: 1, nNodes, keepsApproximation: keepsApproximation ? 1 : 0 },
      arrays: [costs, basis],
    }),
  )
  const nChosen = new Set<number>()
  for (let trace = 0; trace < nTraces; trace++) {
    const column = Float64Array.from({ length: nNodes }, (_, node) => costs[node * nTraces + trace]!)
    const states = new Uint8Array(nNodes)
    chooseBasis(column, 0, level, keepsApproximation, new Float64Array(nNodes), states, 0)
    const isChosen = (node: number) => basis[(nNodes + node) * nTraces + trace] === 1
    for (let node = 1; node < nNodes; node++) {
      if (states[node] !== NODE_GONE) expect(isChosen(node), `node ${node}`).toBe(states[node] === NODE_LEAF)
      if (states[node] === NODE_LEAF) nChosen.add(node)
    }
  }
  expect(nChosen.size).toBeGreaterThan(10)
})

test.each([
  ['soft', 0, [-1, 1.5, 0, 0]],
  ['hard', 1, [-3, 3.5, 0, 0]],
  ['garrote', 2, [-3 + 4 / 3, 3.5 - 4 / 3.5, 0, 0]],
])('neighbours, %s: only what lies beyond the threshold is left', async (_, rule, expected) => {
  // Two alike traces on each side: MAD 0, so that T = k 0.01 |median| = 2 but for the silent row, whose T is the floor.
  const rows = [-3, 3.5, 1, 0]
  const width = 5
  const coefficients = Float32Array.from({ length: rows.length * width }, (_value, i) =>
    i % width === 2 ? rows[Math.floor(i / width)]! : Math.floor(i / width) === 3 ? 0 : 2,
  )
  const [scales, shrunk] = [new Float32Array(coefficients.length), new Float32Array(coefficients.length)]
  const nRows = rows.length
  await withDevice(async ({ device }) => {
    await runKernel(device, {
      kernel: { shader: 'wavelet_denoise/neighbour_scale.wgsl', sizes: { APERTURE: 5 } },
      params: { nTraces: width, nRows },
      arrays: [coefficients, Uint32Array.of(0, 0, 0x3f800000, 0), scales],
    })
    await runKernel(device, {
      kernel: { shader: 'wavelet_denoise/scale_shrink.wgsl' },
      params: { nTraces: width, nRows, nodeRows: nRows, keptRows: 0, firstRow: 0, rule, k: 100 },
      arrays: [coefficients, scales, new Float32Array(1), shrunk],
    })
  })
  // 1e-5: 100 x 0.01 is 1 within float32's rounding.
  for (const [row, value] of expected.entries()) expect(shrunk[row * width + 2]).toBeCloseTo(value, 5)
})

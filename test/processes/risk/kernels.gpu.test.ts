/**
 * Plan: each kernel of the expected error against its pass in double precision. The probe: deviates within 1e-5, one more
 * rounding where a logarithm is near 0, for an adapter's is good to 2^-21 there; whatever the tile. The noise's spectrum and
 * its taps: a few float32 roundings, white and coloured. Errors and products of traces, and their totals: within 2e-6 of the
 * sums of their absolute terms. The best weights of random equations, and of methods that give nearly the same; the least
 * risk and the first of equals.
 */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { colouredTrace, colouringTaps, mixedBits, traceNormals } from '../../../src/dsp/probe-noise.ts'
import { type GpuDevice, openGpuDevice } from '../../../src/gpu/device.ts'
import { RIDGE } from '../../../src/processes/auto-denoise/methods.ts'
import { bestWeights } from '../../../src/processes/auto-denoise/reference.ts'
import { riskOf } from '../../../src/processes/risk/risk.ts'
import { rootsTable } from '../../../src/processes/workgroup-fft.ts'
import { callShaderFunction } from '../../call-shader-function.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { noise } from '../../gathers.ts'
import { testGpu } from '../../gpu-device.ts'
import { runKernel } from '../../run-kernel.ts'

let gpu: GpuDevice
beforeAll(async () => {
  gpu = await openGpuDevice({ gpu: testGpu() })
})
afterAll(() => gpu.close())

const bitsOf = (values: Float32Array<ArrayBufferLike>) => [...new Uint32Array(values.slice().buffer)]

test('deviates are those of the twin', async () => {
  const samples = Float32Array.from({ length: 300 }, (_, i) => i - 40)
  const found = await callShaderFunction(gpu.device, {
    from: 'shared/trace_normals',
    call: 'trace_normal(7u, i32(i))',
    inputs: { i: samples },
  })
  expectArraysClose(found, traceNormals(7, -40, 300), { relativeToMax: 1e-5, columns: 1 })
  const mixed = await callShaderFunction(gpu.device, {
    from: 'shared/trace_normals',
    call: 'f32(mixed_bits(u32(i)) >> 8u)',
    inputs: { i: Float32Array.of(0, 1, 2, 12345) },
  })
  expect([...mixed]).toEqual([0, 1, 2, 12345].map((i) => mixedBits(i) >>> 8))
})

const N_BINS = 33
const POWERS = Float64Array.from({ length: N_BINS }, (_, bin) => (bin < 16 ? 1 + bin / 8 : 0.2 + 0.01 * noise(bin, 3)))

async function spectrumOf(powers: Float64Array) {
  const pairs = (of: (bin: number) => readonly [number, number]) =>
    Float32Array.from({ length: 2 * N_BINS }, (_, i) => of(i >> 1)[i % 2]!)
  const [spectrum, figures] = [new Float32Array(N_BINS + 65), new Float32Array(1)]
  await runKernel(gpu.device, {
    kernel: { shader: 'risk/noise_spectrum.wgsl' },
    params: { nTraces: 1, patchUnit: 0.5, frameUnit: 2, passed: 1.25, white: 2 },
    // The least is in each of the three in turn.
    arrays: [
      pairs((bin) => [2 * powers[bin]! * (bin % 3 === 0 ? 1 : 3), 0]),
      pairs((bin) => [0.5 * powers[bin]! * (bin % 3 === 1 ? 1 : 3), 0]),
      pairs((bin) => [0, 0.4 * powers[bin]! * (bin % 3 === 2 ? 1 : 3)]),
      rootsTable(64).values,
      spectrum,
      figures,
    ],
    workgroups: [1, 1, 1],
  })
  return { powers: spectrum.slice(0, N_BINS), taps: spectrum.slice(N_BINS), isColoured: figures[0] === 1 }
}

test('the spectrum is the least of what was found, or white', async () => {
  const coloured = await spectrumOf(POWERS)
  expect(coloured.isColoured).toBe(true)
  expectArraysClose(coloured.powers, POWERS, { relativeToMax: 1e-6, columns: 1 })
  expectArraysClose(coloured.taps, colouringTaps(POWERS), { relativeToMax: 1e-6, columns: 1 })
  const nearly = Float64Array.from({ length: N_BINS }, (_, bin) => 1 + 0.1 * noise(bin, 1))
  const white = await spectrumOf(nearly)
  const level = nearly.slice(22).toSorted()[5]!
  expect(white.isColoured).toBe(false)
  expectArraysClose(white.powers, new Float64Array(N_BINS).fill(level), { relativeToMax: 1e-6, columns: 1 })
  expectArraysClose(white.taps, colouringTaps(new Float64Array(N_BINS).fill(level)), {
    relativeToMax: 1e-6,
    columns: 1,
  })
})

const [N_SAMPLES, N_TRACES] = [70, 11]
const SIZE = N_SAMPLES * N_TRACES
const planeOf = (seed: number, size = 1) => Float32Array.from({ length: SIZE }, (_, at) => size * noise(at, seed))
/** The third trace is dead. */
const FACTORS = Float64Array.from({ length: N_TRACES }, (_, t) => (t === 2 ? 0 : 0.5 + 0.1 * t))
const factorPairs = Float32Array.from({ length: 2 * N_TRACES }, (_, i) => {
  const factor = FACTORS[i >> 1]!
  return i % 2 === 0 || factor === 0 ? factor : 1 / factor
})

test("the probe is the twin's, and that of a tile a part of it", async () => {
  const taps = colouringTaps(POWERS)
  const spectrum = Float32Array.from([...POWERS, ...taps])
  const probe = async (firstTrace: number, nTraces: number) => {
    const probed = new Float32Array(N_SAMPLES * nTraces)
    await runKernel(gpu.device, {
      kernel: { shader: 'risk/probe.wgsl' },
      params: { nTraces, nSamples: N_SAMPLES, firstTrace, size: 0.1 },
      arrays: [new Float32Array(N_SAMPLES * nTraces), factorPairs, spectrum, probed],
      workgroups: [3, 2, 1],
    })
    return probed
  }
  const whole = await probe(0, N_TRACES)
  const twin = Float64Array.from({ length: SIZE }, (_, at) => {
    const factor = FACTORS[at % N_TRACES]!
    return factor === 0 ? 0 : (0.1 / factor) * colouredTrace(taps, at % N_TRACES, N_SAMPLES)[Math.floor(at / N_TRACES)]!
  })
  expectArraysClose(whole, twin, { relativeToMax: 1e-5, columns: N_TRACES })
  expect(bitsOf(await probe(3, 5))).toEqual(bitsOf(whole.filter((_, at) => at % N_TRACES >= 3 && at % N_TRACES < 8)))
})

/** Sums over traces. */
async function totalsOf(values: Float32Array<ArrayBuffer>, nValues: number) {
  const totals = new Float32Array(nValues)
  await runKernel(gpu.device, {
    kernel: { shader: 'risk/totals.wgsl' },
    params: { nTraces: values.length / nValues, nValues, at: 0 },
    arrays: [values, totals],
    workgroups: [nValues, 1, 1],
  })
  return totals
}

const sumOf = (term: (at: number, factor: number) => number) =>
  planeOf(0).reduce((sum, _, at) => sum + term(at, FACTORS[at % N_TRACES]!), 0)
const OWN = { nTraces: N_TRACES, nSamples: N_SAMPLES, firstTrace: 0, ownStart: 0, ownEnd: N_TRACES }

test("errors of traces add up to the twin's", async () => {
  const [input, output] = [planeOf(1), planeOf(2)]
  const [probe, probed] = [
    planeOf(3, 0.05).map((x, at) => x + input[at]!),
    planeOf(3, 0.03).map((x, at) => x + output[at]!),
  ]
  const errors = new Float32Array(3 * N_TRACES)
  await runKernel(gpu.device, {
    kernel: { shader: 'risk/trace_errors.wgsl' },
    params: { ...OWN, inverseSize: 10 },
    arrays: [input, probe, output, probed, factorPairs, errors],
    workgroups: [2, 1, 1],
  })
  const totals = await totalsOf(errors, 3)
  const divergence = sumOf((at, f) => (10 * f) ** 2 * (probe[at]! - input[at]!) * (probed[at]! - output[at]!))
  const removed = sumOf((at, f) => (f * (input[at]! - output[at]!)) ** 2)
  for (const [i, expected] of [divergence, removed, N_TRACES - 1].entries()) {
    expect(Math.abs(totals[i]! / expected - 1)).toBeLessThan(2e-6)
  }
})

/** `struct PatchShape`, of which the length matters alone. */
const FRAMES_OF_32 = Uint32Array.of(32, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)

test('products of traces, and weights from them', async () => {
  for (const apart of [0.3, 1e-4]) {
    const input = planeOf(1)
    const first = input.map((x, at) => 0.8 * x + apart * noise(at, 9))
    const outputs = [first, ...[4, 5, 6].map((seed) => first.map((x, at) => x + apart * noise(at, seed)))]
    const products = new Float32Array(20 * N_TRACES)
    await runKernel(gpu.device, {
      kernel: { shader: 'auto_denoise/trace_products.wgsl' },
      params: OWN,
      arrays: [input, ...outputs, factorPairs, products],
      workgroups: [2, 1, 1],
    })
    const totals = await totalsOf(products, 20)
    const parts = outputs.map((output, m) => (m === 0 ? output : output.map((x, at) => x - first[at]!)))
    const others = [...parts, input.map((x, at) => x - first[at]!)]
    for (const [p, one] of others.entries()) {
      for (const [q, other] of parts.entries()) {
        const terms = sumOf((at, f) => Math.abs(f * f * one[at]! * other[at]!))
        const exact = sumOf((at, f) => f * f * one[at]! * other[at]!)
        expect(Math.abs(totals[4 * p + q]! - exact)).toBeLessThan(2e-6 * terms)
      }
    }
    const planes = [input, ...outputs]
    const inner = planes.map((a) => Float64Array.from(planes, (b) => sumOf((at, f) => f * f * a[at]! * b[at]!)))
    const divergences = [3, 2.5, 2.7, 3.2].map((d) => d * apart)
    const risks = { products: inner, divergences, nSamples: N_SAMPLES * (N_TRACES - 1) }
    const removed = outputs.map((output) => sumOf((at, f) => (f * (input[at]! - output[at]!)) ** 2))
    const methods = Float32Array.from(divergences.flatMap((divergence, m) => [divergence, removed[m]!, N_TRACES - 1]))
    const [weights, figures] = [new Float32Array(4), new Float32Array(11)]
    await runKernel(gpu.device, {
      kernel: { shader: 'auto_denoise/best_weights.wgsl' },
      params: { nTraces: N_TRACES, nSamples: N_SAMPLES, ridge: RIDGE },
      arrays: [methods, totals, FRAMES_OF_32, weights, figures],
      workgroups: [1, 1, 1],
    })
    const expected = bestWeights(risks)
    // As near as sums of float32 say what the methods differ in.
    expectArraysClose(weights, expected, { relativeToMax: 1e-4, columns: 1 })
    expect([...figures.slice(6, 10)]).toEqual([...weights])
    expect(figures[10]).toBe(32)
    for (const m of [0, 1, 2, 3]) {
      expect(
        Math.abs(
          figures[1 + m]! /
            riskOf(
              risks,
              expected.map((_, n) => (n === m ? 1 : 0)),
            ) -
            1,
        ),
      ).toBeLessThan(1e-5)
    }
    // What the sum leaves is found as a difference from what the first leaves.
    expect(Math.abs(figures[5]! - riskOf(risks, expected))).toBeLessThan(2e-6 * figures[1]!)
  }
})

test('a gather of zeros has no weights', async () => {
  const [weights, figures] = [new Float32Array(4).fill(9), new Float32Array(11)]
  await runKernel(gpu.device, {
    kernel: { shader: 'auto_denoise/best_weights.wgsl' },
    params: { nTraces: 1, nSamples: 1, ridge: RIDGE },
    arrays: [new Float32Array(12), new Float32Array(20), FRAMES_OF_32, weights, figures],
    workgroups: [1, 1, 1],
  })
  expect([...weights, ...figures.slice(0, 10)]).toEqual(new Array(14).fill(0))
})

test('the least risk, the first of equals', async () => {
  const [weights, figures] = [new Float32Array(3), new Float32Array(5)]
  await runKernel(gpu.device, {
    kernel: { shader: 'risk/least_risk.wgsl' },
    params: { nTraces: 1, nSamples: 10, nMethods: 3 },
    arrays: [Float32Array.of(5, 20, 2, 1, 10, 2, 3, 6, 2), weights, figures],
    workgroups: [1, 1, 1],
  })
  expect([...figures]).toEqual([0, 1.5, Math.fround(0.6), Math.fround(0.6), 1])
  expect([...weights]).toEqual([0, 1, 0])
})

// Plan: each display gain against its definition, written out sample by sample: powers of time exactly, AGC at its
// nodes and between them, levels of traces. Silence and bad samples. With a gain, Noise = Before - After still holds in
// every pixel and the clip is that of the amplitudes after it. Control: no gain is null and changes no pixel.
import { describe, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import { percentileClip, sortedAmplitudes } from '../../src/panels/amplitude.ts'
import { pixelMeans } from '../../src/panels/density-canvas.ts'
import { gainAt, gainField, MAX_GAIN } from '../../src/panels/gain.ts'

function block(nSamples: number, nTraces: number, at: (sample: number, trace: number) => number): TraceBlock {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) for (let j = 0; j < nTraces; j++) samples[i * nTraces + j] = at(i, j)
  return { nSamples, nTraces, samples }
}

/** Deterministic values in [-1, 1) without a pattern. */
function random(sample: number, trace: number): number {
  const x = Math.sin(sample * 12.9898 + trace * 78.233) * 43758.5453
  return 2 * (x - Math.floor(x)) - 1
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length)
}

const fading = block(200, 5, (i, j) => (j + 1) * random(i, j) * Math.exp(-i / 40))
const traceOf = ({ samples, nTraces }: TraceBlock, trace: number) =>
  [...samples].filter((_, at) => at % nTraces === trace)

describe('factors', () => {
  test('time to a power is 1 at the end and the same for all traces', () => {
    const field = gainField(fading, { kind: 'time-power', power: 1.5 }, 2)!
    // Factors are kept in single precision.
    for (const i of [0, 1, 77, 199]) expect(gainAt(field, i, 3)).toBeCloseTo((i / 199) ** 1.5, 6)
  })

  test('AGC brings the window around each of its nodes to the level of the gather', () => {
    const field = gainField(fading, { kind: 'agc', windowMs: 64 }, 2)!
    expect(field).toMatchObject({ step: 4, nNodes: 50, nColumns: 5 })
    const level = rms([...fading.samples])
    for (const trace of [0, 4])
      for (const sample of [0, 4, 100, 196]) {
        const window = traceOf(fading, trace).slice(Math.max(0, sample - 16), sample + 16)
        expect(gainAt(field, sample, trace) / (level / rms(window))).toBeCloseTo(1, 5)
      }
    expect(gainAt(field, 101, 2)).toBeCloseTo(0.75 * gainAt(field, 100, 2) + 0.25 * gainAt(field, 104, 2), 6)
    expect(gainAt(field, 199, 2)).toBe(gainAt(field, 196, 2))
  })

  test('trace balance gives every trace the level of the gather', () => {
    const field = gainField(fading, { kind: 'balance' }, 2)!
    const level = rms([...fading.samples])
    for (let trace = 0; trace < 5; trace++) {
      const samples = traceOf(fading, trace).map((sample, i) => sample * gainAt(field, i, trace))
      expect(rms(samples) / level).toBeCloseTo(1, 5)
    }
  })

  test.each([{ kind: 'balance' }, { kind: 'agc', windowMs: 40 }] as const)(
    '$kind: silence stays silent, bad samples count for nothing',
    (gain) => {
      const field = gainField(
        block(100, 3, (i, j) => (j === 0 ? 0 : j === 1 && i % 10 === 3 ? Number.NaN : i % 2 === 0 ? 1 : -1)),
        gain,
        2,
      )!
      const level = Math.sqrt(190 / 290)
      expect(gainAt(field, 50, 0)).toBe(MAX_GAIN)
      for (const trace of [1, 2]) expect(gainAt(field, 50, trace)).toBeCloseTo(level, 6)
      expect(
        gainField(
          block(4, 4, () => 0),
          gain,
          2,
        ),
      ).toBeNull()
    },
  )

  test('no gain is none', () => {
    expect(gainField(fading, { kind: 'none' }, 2)).toBeNull()
  })
})

describe('with a gain', () => {
  const gain = gainField(fading, { kind: 'agc', windowMs: 80 }, 2)!
  const after = block(200, 5, (i, j) => 0.5 * fading.samples[i * 5 + j]! + 0.01 * random(j, i))
  const noise = block(200, 5, (i, j) => fading.samples[i * 5 + j]! - after.samples[i * 5 + j]!)
  const viewport = { startSample: 3.5, endSample: 190, startTrace: 0.25, endTrace: 4.5 }

  test.each([
    { width: 3, height: 40 },
    { width: 20, height: 400 },
  ])('Noise is Before minus After in every pixel of $width x $height', (size) => {
    const [first, second, third] = [fading, after, noise].map((each) => pixelMeans(each, viewport, size, gain).means)
    // The samples of noise are rounded to single precision once more.
    first!.forEach((mean, pixel) => {
      expect(Math.abs(mean - second![pixel]! - third![pixel]!)).toBeLessThan(1e-5)
    })
  })

  test('a pixel a sample shows the samples times their factors', () => {
    const whole = { startSample: 0, endSample: 200, startTrace: 0, endTrace: 5 }
    const { means } = pixelMeans(fading, whole, { width: 5, height: 200 }, gain)
    means.forEach((mean, at) => {
      expect(mean).toBe(fading.samples[at]! * gainAt(gain, Math.floor(at / 5), at % 5))
    })
  })

  test('the clip is a percentile of what is shown', () => {
    const clip = percentileClip(sortedAmplitudes(fading, gain), 50)
    const shown = [...fading.samples].map((sample, at) => Math.abs(sample * gainAt(gain, Math.floor(at / 5), at % 5)))
    expect(clip).toBeCloseTo(shown.toSorted((a, b) => a - b)[499]!, 6)
  })

  test('a bad sample is still marked as one, and the largest do not overflow', () => {
    const bad = block(200, 5, (i, j) => (i === 20 && j === 2 ? Number.NaN : 3e38))
    const { means } = pixelMeans(
      bad,
      { startSample: 0, endSample: 200, startTrace: 0, endTrace: 5 },
      { width: 5, height: 200 },
      gain,
    )
    expect([...means].flatMap((mean, at) => (Number.isFinite(mean) ? [] : [at]))).toEqual([102])
  })
})

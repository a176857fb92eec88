// Plan: the rule of the wiggles, pixel by pixel on gathers whose curves are known: zero runs down the middle of its
// trace, the clip lies one spacing away, positive is right, reversed is left, what is beyond the clip runs along its
// edge, lines between samples are straight. Fills, gaps at bad samples, device pixels. Control: zero amplitude, no fill.
import { describe, expect, test } from 'vitest'
import type { TraceBlock } from '../../src/core/gather.ts'
import type { PanelName } from '../../src/core/view.ts'
import { pixelMeans } from '../../src/panels/density-canvas.ts'
import { fitViewport, type PanelSize, type Viewport } from '../../src/panels/viewport.ts'
import { WIGGLE_OPACITY, wigglePoints, wiggleRgb } from '../../src/panels/wiggle.ts'
import { drawWiggles } from '../../src/panels/wiggle-canvas.ts'

function block(nSamples: number, nTraces: number, at: (sample: number, trace: number) => number): TraceBlock {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) for (let j = 0; j < nTraces; j++) samples[i * nTraces + j] = at(i, j)
  return { nSamples, nTraces, samples }
}

interface Drawn {
  readonly before: TraceBlock
  readonly after?: TraceBlock
  readonly size: PanelSize
  readonly viewport?: Viewport
  readonly panel?: PanelName
  readonly fillsPositive?: boolean
  readonly lineWidth?: number
  readonly reversed?: boolean
}

const LINE = wiggleRgb('grey')[0]

/** What the wiggles cover of each pixel, 0 to 1, rows of columns, by what they make of a white panel. */
function coverage(drawn: Drawn): number[][] {
  const { before, after = before, size, viewport = fitViewport(before) } = drawn
  const { panel = 'before', fillsPositive = false, lineWidth = 1, reversed = false } = drawn
  const points = wigglePoints(viewport, size)
  const means = [before, after].map((each) => pixelMeans(each, points.viewport, points.size))
  const pixels = new Uint8ClampedArray(4 * size.width * size.height).fill(255)
  const scene = { clip: 2, noiseGain: 4, colourMap: 'grey', reversed, wiggle: { fillsPositive, lineWidth } } as const
  drawWiggles(pixels, size, points, means[0]!, means[1]!, panel, scene)
  return Array.from({ length: size.height }, (_, y) =>
    Array.from({ length: size.width }, (_, x) => {
      const part = (255 - pixels[4 * (y * size.width + x)]!) / (255 - LINE) / WIGGLE_OPACITY
      return Math.round(100 * part) / 100
    }),
  )
}

/** The middle row of a panel of constant traces, which is like all others but the first and last. */
function rowOf(drawn: Omit<Drawn, 'before'> & { readonly amplitudes: readonly number[] }): number[] {
  const { amplitudes } = drawn
  const rows = coverage({ ...drawn, before: block(6, amplitudes.length, (_, j) => amplitudes[j]!) })
  return rows[Math.floor(rows.length / 2)]!
}

const ROWS = { height: 12 }

describe('where a curve lies', () => {
  test('zero runs down the middle of its trace, half a pixel to either side', () => {
    expect(rowOf({ amplitudes: [0, 0], size: { ...ROWS, width: 12 } })).toEqual([
      0, 0, 0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5, 0, 0,
    ])
  })

  test('an odd spacing has a whole pixel in the middle', () => {
    expect(rowOf({ amplitudes: [0, 0], size: { ...ROWS, width: 10 } })).toEqual([0, 0, 1, 0, 0, 0, 0, 1, 0, 0])
  })

  test('half the clip is half a spacing, positive to the right, reversed to the left', () => {
    const drawn = { amplitudes: [1, 0], size: { ...ROWS, width: 12 } }
    expect(rowOf(drawn)).toEqual([0, 0, 0, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0, 0])
    expect(rowOf({ ...drawn, reversed: true })).toEqual([0.5, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0, 0])
  })

  test('the clip and all beyond it is one spacing', () => {
    for (const amplitude of [2, 50]) {
      expect(rowOf({ amplitudes: [amplitude, 0], size: { ...ROWS, width: 12 } })).toEqual([
        0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0.5, 0, 0,
      ])
      expect(rowOf({ amplitudes: [0, -amplitude], size: { ...ROWS, width: 12 } })).toEqual([
        0, 0, 0.5, 0.5, 0, 0, 0, 0, 0, 0, 0, 0,
      ])
    }
  })

  test('curves of traces beside the panel reach into it', () => {
    const before = block(6, 4, (_, j) => (j === 1 ? 2 : j === 3 ? -1 : 0))
    const viewport = { startSample: 0, endSample: 6, startTrace: 2, endTrace: 3 }
    const rows = coverage({ before, viewport, size: { width: 10, height: 12 } })
    expect(rows[6]).toEqual([0, 0, 0, 0, 0.5, 0.5, 0, 0, 0, 0.5])
  })

  test('Noise is drawn at its own gain', () => {
    const before = block(6, 1, () => 1.5)
    const after = block(6, 1, () => 1.25)
    const rows = coverage({ before, after, panel: 'noise', size: { width: 8, height: 12 } })
    // 0.25 of a clip of 2 / 4.
    expect(rows[6]).toEqual([0, 0, 0, 0, 0, 0, 0, 0.5])
    expect(coverage({ before, after, panel: 'after', size: { width: 8, height: 12 } })[6]![7]).toBe(0)
  })
})

describe('between samples', () => {
  test('the curve is straight from the centre of one to the centre of the next', () => {
    const rows = coverage({ before: block(2, 1, (i) => (i === 0 ? -0.5 : 0.5)), size: { width: 40, height: 40 } })
    // From (10, 10) to (30, 30): 45 degrees, so that a pixel beside the line is 0.71 away from it.
    for (let y = 12; y < 28; y++)
      expect(rows[y]!.flatMap((part, x) => (part > 0 ? [[x, part]] : []))).toEqual([
        [y - 1, 0.29],
        [y, 1],
        [y + 1, 0.29],
      ])
    expect(rows[5]!.every((part) => part === 0)).toBe(true)
    expect(rows[35]!.every((part) => part === 0)).toBe(true)
  })

  test('it crosses zero where the samples say so, however much they exceed the clip', () => {
    const rows = coverage({
      before: block(2, 1, (i) => (i === 0 ? -30 : 10)),
      size: { width: 10, height: 40 },
      fillsPositive: true,
    })
    // From y = 10 to 30, zero at three quarters of it; two clips a pixel, so that the fill is whole a pixel below.
    expect([23, 26].map((y) => rows[y]![7])).toEqual([0, 1])
  })

  test('many samples a pixel are drawn by their mean', () => {
    const ringing = block(120, 2, (i, j) => (j === 0 ? (i % 2 === 0 ? 2 : -2) : 0))
    expect(coverage({ before: ringing, size: { width: 12, height: 10 } })[5]).toEqual([
      0, 0, 0.5, 0.5, 0, 0, 0, 0, 0.5, 0.5, 0, 0,
    ])
  })

  test('a bad sample leaves a gap to both neighbours', () => {
    const rows = coverage({ before: block(6, 1, (i) => (i === 2 ? Number.NaN : 0)), size: { width: 5, height: 60 } })
    const covered = rows.map((row) => row[2])
    expect(covered.slice(17, 33)).toEqual(Array.from({ length: 16 }, () => 0))
    expect([covered[14], covered[35]]).toEqual([1, 1])
    expect([covered[3], covered[56]]).toEqual([0, 0])
  })
})

describe('variable area', () => {
  test('fills from the zero line to a positive curve, and nothing where it is negative', () => {
    const size = { ...ROWS, width: 16 }
    expect(rowOf({ amplitudes: [1, -1], size, fillsPositive: true })).toEqual([
      0, 0, 0, 0, 1, 1, 1, 1, 0.5, 0, 0, 0, 0, 0, 0, 0,
    ])
  })

  test('reversed fills what was negative, to the right', () => {
    const size = { ...ROWS, width: 16 }
    expect(rowOf({ amplitudes: [-1, 1], size, fillsPositive: true, reversed: true })).toEqual(
      rowOf({ amplitudes: [1, -1], size, fillsPositive: true }),
    )
  })

  test('control: zero amplitude has no area', () => {
    const size = { ...ROWS, width: 16 }
    expect(rowOf({ amplitudes: [0, 0], size, fillsPositive: true })).toEqual(rowOf({ amplitudes: [0, 0], size }))
  })
})

test('at two device pixels a CSS pixel the same curve is drawn twice as large', () => {
  const before = block(6, 2, (i, j) => Math.sin(i + j))
  const once = coverage({ before, size: { width: 24, height: 36 }, fillsPositive: true })
  const twice = coverage({ before, size: { width: 48, height: 72 }, fillsPositive: true, lineWidth: 2 })
  const worst = once.map((row, y) =>
    row.map((part, x) => {
      const four = [0, 1].flatMap((dy) => [0, 1].map((dx) => twice[2 * y + dy]![2 * x + dx]!))
      return Math.abs(part - four.reduce((sum, each) => sum + each) / 4)
    }),
  )
  // Edges are soft over one device pixel, of which there are then four.
  expect(Math.max(...worst.flat())).toBeLessThan(0.3)
})

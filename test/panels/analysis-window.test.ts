// Plan: a window takes every sample and trace that is touched, whichever way it is drawn, and is never smaller than it may be
// nor outside the gather; its corners, edges and inside are found by the pixel; an edge moves alone and stops at the other one
// and at the border, the inside moves it whole; another gather keeps what fits.
import { expect, it } from 'vitest'
import { clampWindow, gripAt, movedWindow, WHOLE_GRIP, windowBetween } from '../../src/panels/analysis-window.ts'

const EXTENT = { nSamples: 400, nTraces: 60 }
const part = { startSample: 100, endSample: 200, startTrace: 10, endTrace: 30 }
const none = { left: false, right: false, top: false, bottom: false }

it('takes what is touched, whichever way it is drawn', () => {
  const [a, b] = [
    { sample: 100.2, trace: 29.5 },
    { sample: 199.5, trace: 10.9 },
  ]
  expect(windowBetween(a, b, EXTENT)).toEqual(part)
  expect(windowBetween(b, a, EXTENT)).toEqual(part)
  const whole = windowBetween({ sample: -50, trace: -3 }, { sample: 900, trace: 61 }, EXTENT)
  expect(whole).toEqual({ startSample: 0, endSample: 400, startTrace: 0, endTrace: 60 })
})

it('is never smaller than it may be', () => {
  const at = { sample: 398, trace: 59.5 }
  expect(windowBetween(at, at, EXTENT)).toEqual({ startSample: 384, endSample: 400, startTrace: 59, endTrace: 60 })
  expect(windowBetween(at, at, { nSamples: 5, nTraces: 1 })).toMatchObject({
    startSample: 0,
    endSample: 5,
    endTrace: 1,
  })
})

it('is gripped by corners, edges and inside', () => {
  // Two pixels a sample, ten a trace; the panel begins at sample 50.
  const viewport = { startSample: 50, endSample: 250, startTrace: 0, endTrace: 40 }
  const at = (x: number, y: number) => gripAt(part, viewport, { width: 400, height: 400 }, { x, y }, 6)
  expect(at(100, 100)).toEqual({ ...none, left: true, top: true })
  expect(at(304, 297)).toEqual({ ...none, right: true, bottom: true })
  expect(at(95, 200)).toEqual({ ...none, left: true })
  expect(at(200, 303)).toEqual({ ...none, bottom: true })
  expect(at(200, 200)).toEqual(WHOLE_GRIP)
  expect(at(93, 200)).toBeNull()
  expect(at(200, 307)).toBeNull()
})

it('changes at the edge that is moved, which stops at the other one and at the border', () => {
  const move = (grip: Partial<typeof none>, sample: number, trace: number) =>
    movedWindow(part, { ...none, ...grip }, { sample, trace }, EXTENT)
  expect(move({ right: true, bottom: true }, 10.4, -4.6)).toEqual({ ...part, endSample: 210, endTrace: 25 })
  expect(move({ left: true }, 50, 90)).toEqual({ ...part, startTrace: 29 })
  expect(move({ top: true }, -500, 0)).toEqual({ ...part, startSample: 0 })
  expect(move({ top: true }, 500, 0)).toEqual({ ...part, startSample: 184 })
  expect(movedWindow(part, WHOLE_GRIP, { sample: -150, trace: 5 }, EXTENT)).toEqual({
    startSample: 0,
    endSample: 100,
    startTrace: 15,
    endTrace: 35,
  })
})

it('keeps of another gather what fits', () => {
  expect(clampWindow(part, { nSamples: 150, nTraces: 15 })).toEqual({
    startSample: 50,
    endSample: 150,
    startTrace: 0,
    endTrace: 15,
  })
  expect(clampWindow(part, EXTENT)).toEqual(part)
})

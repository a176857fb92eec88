/**
 * Plan: what the windows on a tile leave fits the buffer that is planned for it, however a gather is cut; the tiles' windows
 * are all that lie on their traces, and one or two more.
 */
import { expect, it } from 'vitest'
import { sineWindow } from '../../src/dsp/windows.ts'
import { fxDeconGpu } from '../../src/processes/fx-decon/gpu.ts'
import { fxDecon } from '../../src/processes/fx-decon/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { frameSizes } from '../../src/processes/wiener/frame-shape.ts'
import { windowsOn } from '../../src/processes/windows/gpu-windows.ts'
import { LateralWindows } from '../../src/processes/windows/lateral-windows.ts'
import { AMPLE } from '../record-forward.ts'

const N_SAMPLES = 30
const POINTS = 2
const { nRows } = frameSizes([16], N_SAMPLES)

it.each([12, 20, 64])('has room for windows of %i traces', (windowTraces) => {
  const step = defaultStep(fxDecon, { points: POINTS, windowTraces, windowSamples: 16 })
  const counts = new Set<number>()
  for (let nTraces = 1; nTraces < 200; nTraces += 7) {
    const shape = { nSamples: N_SAMPLES, nTraces, sampleIntervalMs: 2 }
    const windows = new LateralWindows(nTraces, sineWindow(windowTraces))
    const bytes = fxDeconGpu.plan(shape, step, AMPLE).buffers.reduce((sum, one) => sum + one.bytesPerTrace, 0)
    for (let width = 2 * Math.max(16, windowTraces) + 4; width < 200; width += 19) {
      const { tiles, buffers } = fxDeconGpu.plan(shape, step, { ...AMPLE, tileBytes: width * bytes })
      const { bytesPerTrace } = buffers.find(({ name }) => name === 'windows')!
      counts.add(tiles.length)
      for (const tile of tiles) {
        const { firstWindow, nWindows } = windowsOn(tile, nTraces, windowTraces)
        const room = bytesPerTrace * (tile.haloEndTrace - tile.haloStartTrace)
        expect(8 * nRows * nWindows * (1 + 2 * POINTS)).toBeLessThanOrEqual(room)
        const touching = windows.touching(tile.startTrace, tile.endTrace)
        const planned = new Set(windows.touching(0, nTraces).slice(firstWindow, firstWindow + nWindows))
        expect(touching.every((window) => planned.has(window))).toBe(true)
      }
    }
  }
  expect(counts.size).toBeGreaterThan(2)
})

it('takes no more windows than it must, or one or two', () => {
  const tile = { startTrace: 40, endTrace: 60, haloStartTrace: 20, haloEndTrace: 80 }
  const touching = new LateralWindows(100, sineWindow(20)).touching(40, 60)
  expect(touching).toHaveLength(7)
  expect(windowsOn(tile, 100, 20).nWindows - touching.length).toBeLessThanOrEqual(2)
})

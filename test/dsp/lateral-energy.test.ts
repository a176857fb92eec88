/**
 * Plan: a cell's energy is the mean power of its neighbours, fewer at the ends, the dead not counted, whatever the span;
 * what is taken from a frame and added to another is the same.
 */
import { expect, it } from 'vitest'
import { LateralEnergy } from '../../src/dsp/lateral-energy.ts'
import type { FramePlane } from '../../src/dsp/lateral-patches.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { noise } from '../gathers.ts'

const [N_BINS, N_TRACES, N_FRAMES] = [3, 21, 2]
const DEAD = [4, 5, 20]
const isLive = (trace: number) => !DEAD.includes(trace)
const value = (frame: number, trace: number, bin: number, part: number) =>
  isLive(trace) ? noise(trace * N_BINS + bin, 2 * frame + part) : 0

function planeOf(startTrace: number, endTrace: number): FramePlane {
  const width = endTrace - startTrace
  const part = (which: number) =>
    Float64Array.from({ length: N_FRAMES * width * N_BINS }, (_, at) => {
      const row = Math.floor(at / N_BINS)
      return value(Math.floor(row / width), startTrace + (row % width), at % N_BINS, which)
    })
  return { re: part(0), im: part(1), nBins: N_BINS, startTrace, width }
}

function expectedEnergy(frame: number, trace: number, bin: number, half: number): number {
  let [sum, count] = [0, 0]
  for (let t = Math.max(0, trace - half); t <= Math.min(N_TRACES - 1, trace + half); t++) {
    if (!isLive(t)) continue
    sum += value(frame, t, bin, 0) ** 2 + value(frame, t, bin, 1) ** 2
    count++
  }
  return count === 0 ? 0 : sum / count
}

it.each([
  [7, 0, 21],
  [7, 6, 15],
  [1, 3, 21],
  [3, 0, 6],
])('apertures of %i, traces %i to %i', (aperture, startTrace, endTrace) => {
  const half = (aperture - 1) / 2
  const lateral = new LateralEnergy({ aperture, nBins: N_BINS, nTraces: N_TRACES, isLive })
  const plane = planeOf(Math.max(0, startTrace - half), Math.min(N_TRACES, endTrace + half))
  const width = endTrace - startTrace
  const length = N_FRAMES * width * N_BINS
  const sum = { re: new Float64Array(length), im: new Float64Array(length), nBins: N_BINS, startTrace, width }
  const energies: number[] = []
  const expected: number[] = []
  for (let frame = 0; frame < N_FRAMES; frame++) {
    for (const group of lateral.groupsOf(startTrace, endTrace)) {
      lateral.forward(plane, frame, group)
      energies.push(...lateral.energies(group).subarray(0, lateral.rowsOf(group) * lateral.nLanes))
      lateral.addInverse(sum, frame, group)
    }
    for (let trace = startTrace; trace < endTrace; trace++) {
      for (let bin = 0; bin < N_BINS; bin++) expected.push(expectedEnergy(frame, trace, bin, half))
    }
  }
  expectArraysClose(energies, expected, { relativeToMax: 1e-15 })
  expect(sum).toEqual(planeOf(startTrace, endTrace))
})

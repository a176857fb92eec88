/**
 * Plan: the patches of a span, transformed and transformed back, give its cells again, whatever the span and the gather's
 * width; each cell is the windowed sum over the traces of its patch; every patch is centred on one span.
 */
import { expect, it } from 'vitest'
import { reflectedIndex } from '../../src/dsp/extension.ts'
import { type FramePlane, LateralPatches, lateralPatchesBytes } from '../../src/dsp/lateral-patches.ts'
import { SimdHeap } from '../../src/dsp/simd-heap.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { noise } from '../gathers.ts'

const N_BINS = 3

function patchesOf(width: number, nTraces: number): LateralPatches {
  return new LateralPatches(new SimdHeap(lateralPatchesBytes(width, N_BINS)), { width, nBins: N_BINS, nTraces })
}

function planeOf(startTrace: number, endTrace: number, isNoise: boolean): FramePlane {
  const width = endTrace - startTrace
  const values = (seed: number) =>
    Float64Array.from({ length: width * N_BINS }, (_, i) => (isNoise ? noise(startTrace * N_BINS + i, seed) : 0))
  return { re: values(1), im: values(2), nBins: N_BINS, startTrace, width }
}

it.each([
  [16, 40, 0, 40],
  [16, 100, 30, 50],
  [12, 33, 20, 33],
  [8, 3, 0, 3],
  [16, 1, 0, 1],
])('patches of %i in %i traces give the cells of traces %i to %i back', (width, nTraces, startTrace, endTrace) => {
  const patches = patchesOf(width, nTraces)
  const { reach } = patches
  const read = planeOf(Math.max(0, startTrace - reach), Math.min(nTraces, endTrace + reach), true)
  const written = planeOf(startTrace, endTrace, false)
  for (const group of patches.groupsOf(startTrace, endTrace)) {
    patches.forward(read, 0, group)
    patches.addInverse(written, 0, group)
  }
  const from = (startTrace - read.startTrace) * N_BINS
  expectArraysClose(written.re, read.re.subarray(from, from + written.re.length), { absolute: 1e-13 })
  expectArraysClose(written.im, read.im.subarray(from, from + written.im.length), { absolute: 1e-13 })
})

it('a cell is the windowed sum over the traces of its patch', () => {
  const patches = patchesOf(8, 20)
  const plane = planeOf(0, 20, true)
  const group = { patch: 1, nPatches: 2 }
  patches.forward(plane, 0, group)
  for (const wavenumber of [0, 1, 5]) {
    for (const bin of [0, 2]) {
      let [re, im] = [0, 0]
      for (let m = 0; m < 8; m++) {
        const at = reflectedIndex(2 * 2 - 4 + m, 20) * N_BINS + bin
        const w = Math.sin((Math.PI * (m + 0.5)) / 8)
        const angle = (-2 * Math.PI * wavenumber * m) / 8
        re += w * (plane.re[at]! * Math.cos(angle) - plane.im[at]! * Math.sin(angle))
        im += w * (plane.re[at]! * Math.sin(angle) + plane.im[at]! * Math.cos(angle))
      }
      const at = (wavenumber * group.nPatches + 1) * patches.nLanes + bin
      expect(patches.cells.re[at]).toBeCloseTo(re, 12)
      expect(patches.cells.im[at]).toBeCloseTo(im, 12)
    }
  }
})

it.each([1, 7, 40, 41])('every patch of %i traces is centred on one span', (nTraces) => {
  const patches = patchesOf(16, nTraces)
  const numbers = (spans: readonly (readonly [number, number])[]) =>
    spans.flatMap(([start, end]) =>
      patches
        .groupsCentredOn(start, end)
        .flatMap(({ patch, nPatches }) => Array.from({ length: nPatches }, (_, i) => patch + i)),
    )
  const whole = numbers([[0, nTraces]])
  expect(whole).toEqual(Array.from({ length: Math.ceil(nTraces / 4) + 1 }, (_, i) => i))
  const cut = Math.ceil(nTraces / 3)
  expect(
    numbers(
      [
        [0, cut],
        [cut, nTraces],
      ].filter(([start, end]) => start! < end!) as [number, number][],
    ),
  ).toEqual(whole)
})

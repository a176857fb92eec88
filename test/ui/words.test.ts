/**
 * Plan: sentences at the places where they turn: a leakage at its limit and just above, a range whose ends look alike, with
 * and without what leakage adds; figures that are not there; a cursor with and without header and amplitudes; what a missing
 * or slow adapter means, and a hardware one does not; what is kept of a recipe, with none, one and more steps off.
 */
import { expect, test } from 'vitest'
import { LEAKAGE_LIMIT } from '../../src/state/outliers.ts'
import { createStores } from '../../src/state/stores.ts'
import { durationText } from '../../src/ui/batch/estimate-text.ts'
import { leakageText, percentText } from '../../src/ui/batch/quality-texts.ts'
import { NOTHING } from '../../src/ui/format.ts'
import { keptSentence, presetAbout } from '../../src/ui/presets/preset-words.ts'
import { engineText, gpuSentence } from '../../src/ui/shell/engine-facts.ts'
import { cellSentence, isAboveLimit, removedText } from '../../src/ui/sweep/sweep-texts.ts'
import { cursorSentence } from '../../src/ui/tune/cursor-sentence.ts'

const plain = (text: string): string => text.replaceAll(/[\s\u2009]/g, ' ')

test('a leakage at its limit is not above it, and none is neither', () => {
  expect([LEAKAGE_LIMIT, LEAKAGE_LIMIT + 1e-9, null].map(isAboveLimit)).toEqual([false, true, false])
  const done = { values: [], status: 'done', energyRemovedPercent: null, leakage: LEAKAGE_LIMIT } as never
  expect(cellSentence([], done, null)).not.toContain('above the limit')
  expect(cellSentence([], done, null)).toContain(`${NOTHING} percent removed`)
})

test('a figure that is not there is a dash, and zero is a figure', () => {
  expect([leakageText(), leakageText(Number.NaN), percentText(), removedText(null)]).toEqual(Array(4).fill(NOTHING))
  expect([leakageText(0), plain(percentText(0)), plain(removedText(0))]).toEqual(['0.00', '0.0 %', '0.0 %'])
})

test('a range whose ends look alike is one duration', () => {
  expect(plain(durationText({ seconds: [7.01, 7.02] }, true))).toBe('7.0 s')
  expect(plain(durationText({ seconds: [7, 8], leakageSeconds: 2 }, false))).toBe('7.0 s to 8.0 s')
  expect(plain(durationText({ seconds: [7, 8], leakageSeconds: 2 }, true))).toBe('9.0 s to 10 s')
})

test('a cursor says what is known at it, and nothing without one', () => {
  const stores = createStores()
  expect(cursorSentence(stores)).toBe('')
  stores.gather.setState({ sampleIntervalMs: 2, headerName: 'offset', headerValues: null })
  stores.view.setState({ cursor: { sample: 0, trace: 0 } })
  expect(plain(cursorSentence(stores))).toBe('0 ms, trace 1')
  stores.gather.setState({ headerValues: Float64Array.of(0) })
  stores.view.setState({ amplitudes: { before: 0, after: null, noise: null } as never })
  expect(plain(cursorSentence(stores))).toMatch(/^0 ms, trace 1, offset 0\S*, Before 0\S*$/)
})

test('an adapter is spoken of where it is missing or slow', () => {
  const gpu = { availability: 'hardware', adapter: 'card', reason: '', maxBufferBytes: null } as const
  expect(gpuSentence(gpu, 'webgpu')).toBeNull()
  expect(gpuSentence({ ...gpu, availability: 'unknown' }, undefined)).toBeNull()
  expect(gpuSentence({ ...gpu, availability: 'none' }, 'cpu')).toMatch(/^This browser has no WebGPU\./)
  expect(gpuSentence({ ...gpu, availability: 'none', reason: 'No adapter' }, 'cpu')).toMatch(/^No adapter\./)
  const slow = { ...gpu, availability: 'software' } as const
  expect(gpuSentence(slow, 'webgpu')).not.toBe(gpuSentence(slow, 'cpu'))
  expect([engineText(null, { ...gpu, availability: 'unknown' }), engineText(null, gpu)]).toEqual([null, 'card'])
})

test('what is kept of a recipe', () => {
  const [one, two] = [{ process: 'wavelet-denoise' }, { process: 'fk-wiener' }]
  expect(plain(keptSentence([], 0))).toBe('Keeps a recipe without steps.')
  expect(plain(keptSentence([one, two], 0))).toBe('Keeps 2 steps: Wavelet, Local f-k Wiener.')
  expect(plain(keptSentence([one], 1))).toMatch(/^Keeps 1 step: .* The step that is off is left out\.$/)
  expect(plain(keptSentence([], 2))).toMatch(/The 2 steps that are off are left out\.$/)
  const about = [null, [], [one], [one, two]].map((steps) => plain(presetAbout({ id: '', name: '', steps })))
  expect(about).toEqual(['not understood', 'no steps', 'Wavelet', '2 steps'])
})

/**
 * Plan: torch's coefficients by the forward STFT as the process records it, reflected ends: every torchstft case of the
 * reference. Tolerance: 2e-6 of the largest coefficient, float32's roundings of the window and of a transform of 256
 * points. Control: ends extended by zeros do not meet a case.
 */
import { expect, test } from 'vitest'
import { defaultStep } from '../../../src/processes/schema.ts'
import { tfDenoise } from '../../../src/processes/tf-denoise/params.ts'
import { compareArrays } from '../../compare-arrays.ts'
import { gatherOf } from '../../gathers.ts'
import { withDevice } from '../../gpu-device.ts'
import { recordForward } from '../../record-forward.ts'
import { casesOfKind, type ReferenceCase, readReference } from '../../reference-cases.ts'

/** As torch.stft has it: (trace, bin, frame) of (re, im), unnormalised, and only the frames that fit. */
async function asTorch({ inputs, outputs, params }: ReferenceCase, boundary: string): Promise<Float64Array> {
  const traces = params['traces'] as readonly number[]
  const { data, shape } = readReference(inputs['gather']!)
  const [nSamples, width] = shape as [number, number]
  const nTraces = traces.length
  const samples = Float32Array.from({ length: nSamples * nTraces }, (_, i) => {
    return data[Math.floor(i / nTraces) * width + traces[i % nTraces]!]!
  })
  const windowSamples = Number(params['n_fft'])
  const step = defaultStep(tfDenoise, { windowSamples, hopSamples: Number(params['hop']), boundary })
  const kept = await withDevice(({ device }) => recordForward(device, gatherOf(nSamples, nTraces, samples), step))
  const coefficients = kept.get('coefficients')!
  const [, nBins, nFrames] = outputs['Z']!.shape as [number, number, number]
  return Float64Array.from({ length: 2 * nTraces * nBins * nFrames }, (_, i) => {
    const cell = i >> 1
    const [frame, bin] = [cell % nFrames, Math.floor(cell / nFrames) % nBins]
    const trace = Math.floor(cell / (nFrames * nBins))
    return (windowSamples / 2) * coefficients[2 * ((frame * nBins + bin) * nTraces + trace) + (i % 2)]!
  })
}

const CASES = casesOfKind('torchstft')

test.each([
  ...CASES.map((reference) => [reference.id, 'reflect', true, reference] as const),
  ...CASES.slice(0, 1).map((reference) => [reference.id, 'zeros', false, reference] as const),
])('%s, ends by %s: %s', async (_, boundary, matches, reference) => {
  const expected = readReference(reference.outputs['Z']!.path).data
  const comparison = compareArrays(await asTorch(reference, boundary), expected, { relativeToMax: 2e-6 })
  expect(comparison.matches, comparison.report).toBe(matches)
})

/**
 * Plan: PyWavelets' packets and border modes by the forward transforms as the process records them: every wpt and border
 * case of the reference. Modes that no process offers are fed as explicitly extended signals, as to the twin. Tolerance:
 * 2e-6 of the largest coefficient, the roundings of float32 in the taps and in up to three levels.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { type GpuDevice, openGpuDevice } from '../../../src/gpu/device.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { waveletDenoise } from '../../../src/processes/wavelet-denoise/params.ts'
import { compareArrays, expectArraysClose } from '../../compare-arrays.ts'
import { borderSignal } from '../../dsp/border-bands.ts'
import { gatherOf } from '../../gathers.ts'
import { testGpu } from '../../gpu-device.ts'
import { recordForward } from '../../record-forward.ts'
import { casesOfKind, type ReferenceCase, readReference } from '../../reference-cases.ts'

const TOLERANCE = { relativeToMax: 2e-6 }

let gpu: GpuDevice
beforeAll(async () => {
  gpu = await openGpuDevice({ gpu: testGpu() })
})
afterAll(() => gpu.close())

const named = (reference: ReferenceCase) => [reference.id, reference] as const
const output = (reference: ReferenceCase, name: string) => readReference(reference.outputs[name]!.path).data

function forward(signal: ArrayLike<number>, values: Readonly<Record<string, ParamValue>>) {
  const gather = gatherOf(signal.length, 1, Float32Array.from(signal))
  return recordForward(gpu.device, gather, defaultStep(waveletDenoise, values))
}

describe('packets', () => {
  test.each(casesOfKind('wpt').map(named))('%s', async (_, reference) => {
    const { wavelet, maxlevel } = reference.params
    const level = Number(maxlevel)
    const x = readReference(reference.inputs['x']!).data
    const kept = await forward(x, { transform: 'wpt', wavelet: String(wavelet), level })
    expectArraysClose(kept.get(`level-${level}`)!, output(reference, 'nodes'), TOLERANCE)
  })
})

describe('border modes', () => {
  test.each(casesOfKind('border').map(named))('%s', async (_, reference) => {
    const { transform, wavelet, signal, pick } = borderSignal(reference)
    const kept = await forward(signal, { transform, wavelet, level: 1 })
    expectArraysClose(pick(kept.get('approximation')!), output(reference, 'cA'), TOLERANCE, 'cA')
    expectArraysClose(pick(kept.get('details')!), output(reference, 'cD'), TOLERANCE, 'cD')
  })
})

test('control: another wavelet meets no case', async () => {
  const reference = casesOfKind('wpt').find(({ id }) => id.startsWith('wpt_db4_'))!
  const x = readReference(reference.inputs['x']!).data
  const level = Number(reference.params['maxlevel'])
  const kept = await forward(x, { transform: 'wpt', wavelet: 'sym4', level })
  expect(compareArrays(kept.get(`level-${level}`)!, output(reference, 'nodes'), TOLERANCE).matches).toBe(false)
})

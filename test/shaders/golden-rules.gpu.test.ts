/**
 * Plan: PyWavelets' thresholds and SeisProc's time-frequency rules by the functions of shaders/shared/, every case of
 * the reference that is to be met. Tolerance: 2e-6 of the largest value, a few roundings of float32 and of its division.
 * Control: a rule of another number does not meet a case.
 */
import { describe, expect, test } from 'vitest'
import { PROTECTION_CODES, RULE_CODES as TF_RULE_CODES } from '../../src/dsp/tf-rules.ts'
import { RULE_CODES } from '../../src/processes/wavelet-denoise/gpu-tables.ts'
import { callShaderFunction, type ShaderCall } from '../call-shader-function.ts'
import { compareArrays, expectArraysClose } from '../compare-arrays.ts'
import { withDevice } from '../gpu-device.ts'
import { casesOfKind, type ReferenceCase, readReference } from '../reference-cases.ts'

const TOLERANCE = { relativeToMax: 2e-6 }

function stored({ outputs }: ReferenceCase, name: string): Float32Array<ArrayBuffer> {
  return Float32Array.from(readReference(outputs[name]!.path).data)
}

const call = (shaderCall: ShaderCall) => withDevice(({ device }) => callShaderFunction(device, shaderCall))

describe('shrink', () => {
  const shrunk = (reference: ReferenceCase, rule: number) =>
    call({
      from: 'shared/shrink',
      call: `shrink(c, ${Number(reference.params['thr'])}, ${rule}u)`,
      inputs: { c: stored(reference, 'x') },
    })

  test.each(casesOfKind('threshold').map((reference) => [reference.id, reference] as const))(
    '%s',
    async (_, reference) => {
      for (const rule of ['soft', 'hard', 'garrote'] as const) {
        expectArraysClose(await shrunk(reference, RULE_CODES[rule]), stored(reference, rule), TOLERANCE, rule)
      }
    },
  )

  test('control: the hard rule is not the soft one', async () => {
    const reference = casesOfKind('threshold').find(({ params }) => Number(params['thr']) > 0)!
    const hard = await shrunk(reference, RULE_CODES.hard)
    expect(compareArrays(hard, stored(reference, 'soft'), TOLERANCE).matches).toBe(false)
  })
})

describe('ruled and protected magnitudes', () => {
  const PROTECTED = { y: 'low-amplitude', y_stftdenoise: 'never-inflate' } as const

  test.each(casesOfKind('tfrule').map((reference) => [reference.id, reference] as const))(
    '%s',
    async (_, reference) => {
      const { threshold_mode, low_amp_protection, low_amp_factor } = reference.params
      const rule = TF_RULE_CODES[threshold_mode as keyof typeof TF_RULE_CODES]
      const inputs = {
        a: stored(reference, 'magnitude'),
        med: stored(reference, 'median'),
        thr: stored(reference, 'threshold'),
      }
      for (const [output, whenProtected] of Object.entries(PROTECTED)) {
        const protection = PROTECTION_CODES[low_amp_protection === true ? whenProtected : 'off']
        const ruled = `ruled_magnitude(a, med, thr, 1e-10, ${rule}u)`
        const magnitudes = await call({
          from: 'shared/spectral_rule',
          call: `protected_magnitude(a, ${ruled}, med, ${protection}u, ${Number(low_amp_factor)})`,
          inputs,
        })
        expectArraysClose(magnitudes, stored(reference, output), TOLERANCE, output)
      }
    },
  )
})

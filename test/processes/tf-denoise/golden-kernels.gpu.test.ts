/**
 * Plan: SciPy's own coefficients by the forward STFT kernel, every stft case of the reference. Tolerance: 2e-6 of the
 * largest coefficient, float32's roundings of the window and of a transform of up to 128 points; that of the case is
 * for double precision.
 */
import { expect, test } from 'vitest'
import { periodicHann } from '../../../src/dsp/windows.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { withDevice } from '../../gpu-device.ts'
import { casesOfKind, readReference } from '../../reference-cases.ts'
import { runKernel } from '../../run-kernel.ts'

const cases = casesOfKind('stft')

test('there are ten cases', () => {
  expect(cases.length).toBe(10)
})

test.each(cases.map((reference) => [reference.id, reference] as const))(
  '%s',
  async (_, { params, inputs, outputs }) => {
    const windowSamples = Number(params['nperseg'])
    const traces = params['traces'] as readonly number[]
    const gather = readReference(inputs['gather']!)
    const [nSamples, width] = gather.shape as [number, number]
    const nTraces = traces.length
    const samples = Float32Array.from({ length: nSamples * nTraces }, (__, i) => {
      return gather.data[Math.floor(i / nTraces) * width + traces[i % nTraces]!]!
    })
    const { shape, data } = readReference(outputs['Z']!.path)
    const [, nBins, nFrames] = shape as [number, number, number, number]
    const window = periodicHann(windowSamples)
    const sum = window.reduce((total, w) => total + w, 0)
    const twiddles = Float32Array.from({ length: 2 * windowSamples }, (__, i) => {
      const angle = (2 * Math.PI * Math.floor(i / 2)) / windowSamples
      return i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
    })
    const coefficients = new Float32Array(2 * nFrames * nBins * nTraces)
    await withDevice(({ device }) =>
      runKernel(device, {
        kernel: { shader: 'tf_denoise/stft_forward.wgsl', sizes: { HALF: windowSamples / 2 } },
        params: { nTraces, nRows: nFrames, nSamples, hop: windowSamples - Number(params['noverlap']), extension: 0 },
        arrays: [samples, Float32Array.from(window, (w) => w / sum), twiddles, coefficients],
      }),
    )
    // From (frame, bin, trace) to SciPy's (trace, bin, frame).
    const found = Float32Array.from({ length: data.length }, (__, i) => {
      const [part, at] = [i % 2, Math.floor(i / 2)]
      const [frame, bin, trace] = [at % nFrames, Math.floor(at / nFrames) % nBins, Math.floor(at / (nFrames * nBins))]
      return coefficients[2 * ((frame * nBins + bin) * nTraces + trace) + part]!
    })
    expectArraysClose(found, Float64Array.from(data), { relativeToMax: 2e-6 }, 'coefficients')
  },
)

/**
 * Plan: what the Wiener filters make of a part of a problem on the WebGPU engine: the decibels of the twins, and their
 * samples within 1e-4 of the largest. A part, for a software adapter takes its time.
 */
import { expect, test } from 'vitest'
import { WebGpuEngine } from '../../src/engine/webgpu.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { stftWiener } from '../../src/processes/stft-wiener/params.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { gatherOf, recipeOf } from '../gathers.ts'
import { testGpu } from '../gpu-device.ts'
import { runTwin } from '../run-twin.ts'
import { N_SAMPLES, N_TRACES, problems, snrDb } from './problems.ts'

const PART_TRACES = 40

const partOf = (samples: Float32Array) => samples.filter((_, at) => at % N_TRACES < PART_TRACES)

test.each([
  ['fk-wiener', fkWiener],
  ['stft-wiener', stftWiener],
] as const)('%s on a0', async (_, definition) => {
  const { clean, noisy } = problems(3)
  const gather = gatherOf(N_SAMPLES, PART_TRACES, partOf(noisy('a0')))
  const step = defaultStep(definition)
  const engine = await WebGpuEngine.create({ gpu: testGpu() })
  const { samples } = await engine.process(gather, recipeOf(step)).finally(() => engine.close())
  const twin = runTwin(gather, step)
  expectArraysClose(samples, twin, { relativeToMax: 1e-4, columns: PART_TRACES })
  const decibels = snrDb(partOf(clean), samples)
  expect(decibels).toBeGreaterThan(10)
  expect(decibels).toBeCloseTo(snrDb(partOf(clean), twin), 2)
})

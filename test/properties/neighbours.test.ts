/*
 * Neighbours on the CPU engine: the result of a trace depends on no trace farther than its definition's haloTraces, bit
 * for bit, for random steps of the registry, gathers and places. Control: a trace at the end of that reach does count.
 */
import { expect, it } from 'vitest'
import { processOf } from '../../src/processes/methods.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { noiseGather, traceOf } from '../gathers.ts'
import { PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'
import { reachesNoFarther, withOthersReplaced } from './neighbours.ts'

it.each(PROCESSES)('%s', (_, process) => reachesNoFarther(process, cpu, 100))

it.each([
  ['tf-denoise', { aperture: 7, k: 1 }],
  ['wavelet-denoise', { sigma: 'spatial', aperture: 7, k: 1 }],
] as const)('control: %s of aperture 7 does depend on the third trace away', async (name, values) => {
  const { definition } = processOf(name)
  const step = defaultStep(definition, values)
  expect(definition.haloTraces(step)).toBe(3)
  const gather = noiseGather(40, 20)
  const [a, b] = [await cpu.process(gather, step), await cpu.process(withOthersReplaced(gather, 10, 2), step)]
  expect(traceOf(b.samples, 20, 10)).not.toEqual(traceOf(a.samples, 20, 10))
})

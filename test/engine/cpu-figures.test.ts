/*
 * What steps find out about a gather: in the result, one entry a step, the same as the passes give; there again where an
 * analysis that is kept makes it needless to run them.
 */
import { expect, it, vi } from 'vitest'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { noiseGather, recipeOf } from '../gathers.ts'
import { runAllPasses } from '../run-twin.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

vi.mock(import('../../src/processes/registry.ts'), async (original) => {
  const { processes, processDefinitions } = await original()
  const added = { ...processes[0]!, definition: fkWiener, reference: fkWienerReference }
  return { processes: [...processes.filter(({ definition }) => definition !== fkWiener), added], processDefinitions }
})

const gather = noiseGather(50, 40)
const auto = defaultStep(fkWiener, { k: 'auto' })
const dwt = defaultStep(waveletDenoise, { transform: 'dwt', level: 2, k: 1 })
const { figures } = runAllPasses(fkWienerReference, gather, auto, 1)

it('is in the result, step by step', async () => {
  const { engine } = inlineCpuEngine()
  expect((await engine.process(gather, recipeOf(dwt))).figures).toEqual([{}])
  expect((await engine.process(gather, recipeOf(auto, dwt))).figures).toEqual([figures, {}])
  expect(figures).toMatchObject({ noise: 'white', kTried: expect.arrayContaining([figures['k']]) })
})

it('is there again where the passes need not run', async () => {
  const { engine, computed } = inlineCpuEngine()
  const keep = { keepForwards: true }
  await engine.process(gather, recipeOf(auto, dwt), keep)
  const nBlocks = computed.length
  await engine.process(gather, recipeOf(defaultStep(fkWiener)))
  const again = await engine.process(gather, recipeOf(auto, { ...dwt, k: 2 }), keep)
  expect(again.figures).toEqual([figures, {}])
  expect(again.forwardsReused).toBe(2)
  expect(computed.length - nBlocks).toBeLessThan(nBlocks / 2)
  const other = await engine.process(gather, recipeOf(defaultStep(fkWiener), dwt), keep)
  expect(other.figures).toEqual([{}, {}])
})

/**
 * Plan: of processes of the test's own, with kernels, without, and with kernels for some steps, `auto` takes a card for
 * recipes that have kernels in all steps; the WebGPU engine's plan refuses the others, and names the step.
 */
import { expect, test, vi } from 'vitest'
import type { Engine } from '../../src/core/engine.ts'
import { chooseEngine } from '../../src/engine/choose-engine.ts'
import { planChain } from '../../src/engine/webgpu-chain.ts'
import type { ProcessDefinition } from '../../src/processes/schema.ts'
import { recipeOf } from '../gathers.ts'
import { AMPLE } from '../record-forward.ts'

vi.mock('../../src/processes/registry.ts', () => {
  const definitionOf = (name: string): ProcessDefinition => ({
    name,
    label: name,
    params: [],
    summaryKeys: [],
    thresholdKeys: [],
    haloTraces: () => 0,
  })
  const plan = () => ({ kind: 'gather', tiles: [], buffers: [], gatherBuffers: [], planes: [] })
  const processes = [
    { definition: definitionOf('with'), gpu: { plan } },
    { definition: definitionOf('without'), gpu: null },
    { definition: definitionOf('sometimes'), gpu: { plan, computes: ({ k }: { k: number }) => k < 2 } },
  ]
  return { processes }
})

const engine = (kind: 'webgpu' | 'cpu') => ({ info: { kind, adapter: kind, isSoftware: false } }) as unknown as Engine
const openers = { openGpu: async () => engine('webgpu'), openCpu: () => engine('cpu') }

const STEPS = { with: { process: 'with' }, without: { process: 'without' } }

test.each([
  [[STEPS.with], 'webgpu'],
  [[STEPS.without], 'cpu'],
  [[STEPS.with, STEPS.without], 'cpu'],
  [[STEPS.with, { process: 'sometimes', k: 1 }], 'webgpu'],
  [[{ process: 'sometimes', k: 2 }], 'cpu'],
])('auto for %j: %s', async (steps, expected) => {
  expect((await chooseEngine('auto', openers, recipeOf(...steps))).info.kind).toBe(expected)
})

test('a plan refuses a step without kernels', () => {
  const shape = { nSamples: 10, nTraces: 4, sampleIntervalMs: 2 }
  expect(() => planChain(recipeOf(STEPS.with, STEPS.without), shape, AMPLE)).toThrow(
    expect.objectContaining({ code: 'gpu', where: 'step 2 (without)' }),
  )
})

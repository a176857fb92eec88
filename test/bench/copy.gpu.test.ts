/**
 * Plan: the yardstick is a copy: every bit arrives, whatever the number of samples; and a bench on WebGPU has its
 * counts, names adapter and limits, and finds forward transforms kept.
 */
import { expect, test } from 'vitest'
import { runBench } from '../../src/bench/bench.ts'
import { openCardClock, SPIN } from '../../src/bench/card-clock.ts'
import { COPY } from '../../src/bench/copy.ts'
import { VARIANTS } from '../../src/bench/variant-steps.ts'
import { makeGather } from '../gathers.ts'
import { withDevice, withEngine } from '../gpu-device.ts'
import { runKernel } from '../run-kernel.ts'
import { parsedRecipe } from '../twin-difference.ts'

test('every bit is copied, over several rows of threads', async () => {
  const count = 1000
  const source = Uint32Array.from({ length: 4 * count }, (_, i) => Math.imul(i, 0x9e3779b1))
  const target = new Uint32Array(4 * count)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: COPY,
      params: { nTraces: 128, nRows: 8, count },
      arrays: [source, target],
      workgroups: [1, 8, 1],
    }),
  )
  expect(target).toEqual(source)
})

test('nothing beyond the count is touched', async () => {
  const source = new Uint32Array(64).fill(7)
  const target = new Uint32Array(64)
  await withDevice(({ device }) =>
    runKernel(device, {
      kernel: COPY,
      params: { nTraces: 64, nRows: 1, count: 10 },
      arrays: [source, target],
      workgroups: [1, 1, 1],
    }),
  )
  expect(target.lastIndexOf(7)).toBe(39)
})

test('the bench names what it ran on', async () => {
  const runs = { warmUpRuns: 0, minRuns: 1, maxRuns: 1, budgetMs: 0 }
  const plan = { ...runs, sizes: [{ nSamples: 130, nTraces: 5 }], longestRunMs: 0 }
  const some = VARIANTS.filter(({ name }) => name === 'dwt spatial' || name === 'f-x deconvolution')
  const { engine, sizes } = await withEngine({}, (gpuEngine) => runBench(gpuEngine, plan, {}, some))
  expect(sizes[0]!.processes).toHaveLength(2)
  expect(engine.kind).toBe('webgpu')
  expect(engine.gpu?.description).not.toBe('')
  expect(engine.gpu?.limits['maxBufferSize']).toBeGreaterThan(0)
  expect(engine.clock).toBe(engine.gpu?.features.includes('timestamp-query') ? 'GPU timestamps' : 'wall clock')
  expect(sizes[0]!.processes.every(({ rethreshold }) => rethreshold.isForwardKept)).toBe(true)
})

test('a gather that is tuned is uploaded once', async () => {
  const gather = makeGather(40, 3)
  await withEngine({}, async (engine) => {
    const uploads: boolean[] = []
    for (const k of [1, 2, 3]) {
      const { timings } = await engine.process(gather, parsedRecipe({ process: 'wavelet-denoise', k }), {
        keepForwards: true,
      })
      uploads.push(timings.uploadMs > 0)
    }
    expect(uploads).toEqual([true, false, false])
  })
})

test('arithmetic for the clock of a card is done by every thread, and by no other', async () => {
  const result = new Float32Array(600)
  await withDevice(({ device }) =>
    runKernel(device, { kernel: SPIN, params: { nTraces: 300, turns: 3 }, arrays: [result], workgroups: [2, 1, 1] }),
  )
  const turned = (x: number) => [1, 2, 3].reduce((value) => 0.999 * value + 0.001, x)
  expect(result[299]).toBeCloseTo(turned(299), 3)
  expect(result[1]).toBeCloseTo(turned(1), 5)
  expect(result.slice(300).every((value) => value === 0)).toBe(true)
})

test('there is no clock to bring up on a software adapter', async () => {
  await withEngine({}, async (engine) => {
    let compiled = 0
    const clock = await openCardClock(engine, async () => compiled++)
    await clock.bringUp()
    clock.close()
    expect(compiled).toBe(engine.info.isSoftware ? 0 : 1)
  })
})

/*
 * The CPU engine on real worker threads of Node: the bundled worker is built into a temporary folder as the command
 * line's is; results and measures are those of the in-thread engine; a thread that dies, and close, reject calls in flight.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assemblyscript } from '../../scripts/assemblyscript-plugin.mjs'
import { spawnCpuEngineThread } from '../../src/cli/spawn-cpu-engine.ts'
import { CpuEngine } from '../../src/engine/cpu.ts'
import { measureRun } from '../../src/measures/run-measures.ts'
import { defaultStep } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../../src/processes/wavelet-denoise/params.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { noiseGather, recipeOf } from '../gathers.ts'
import { inlineCpuEngine } from './inline-cpu-engine.ts'

let folder = ''
let script: URL

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seisproc-threads-'))
  const input = { 'cpu-engine.worker': 'src/cli/cpu-engine.worker.ts' }
  await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    plugins: [assemblyscript()],
    ssr: { noExternal: true },
    build: { ssr: true, outDir: folder, rollupOptions: { input, output: { entryFileNames: '[name].mjs' } } },
  })
  script = pathToFileURL(join(folder, 'cpu-engine.worker.mjs'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

const recipe = recipeOf(defaultStep(waveletDenoise), defaultStep(tfDenoise, { windowSamples: 16, hopSamples: 8 }))

it('gives the bits of the in-thread engine, and keeps forwards', async () => {
  const gather = noiseGather(200, 70)
  const engine = new CpuEngine({ nWorkers: 2, blockBytes: 2 ** 16, spawn: () => spawnCpuEngineThread(script) })
  const expected = await inlineCpuEngine().engine.process(gather, recipe)
  expectSameBits((await engine.process(gather, recipe, { keepForwards: true })).samples, expected.samples)
  const again = await engine.process(gather, recipe, { keepForwards: true })
  expectSameBits(again.samples, expected.samples)
  expect(again.forwardsReused).toBe(2)
  expect(await engine.measure(gather, again)).toEqual(measureRun(gather, again))
  const measured = await engine.process(gather, recipe, { withLeakage: true })
  expect(await measured.leakage).toBe(measureRun(gather, measured).leakage)
  await engine.close()
})

it('rejects calls in flight on close', async () => {
  const engine = new CpuEngine({ nWorkers: 1, spawn: () => spawnCpuEngineThread(script) })
  const run = engine.process(noiseGather(500, 200), recipe)
  await engine.close()
  await expect(run).rejects.toMatchObject({ code: 'cancelled' })
})

it('a thread that dies loses the engine, and rejects its calls', async () => {
  const sound = new CpuEngine({ nWorkers: 1, spawn: () => spawnCpuEngineThread(script) })
  expect(sound.isLost).toBe(false)
  await sound.close()
  const broken = join(folder, 'broken.mjs')
  await writeFile(broken, 'throw new Error("no such luck")')
  const engine = new CpuEngine({ nWorkers: 1, spawn: () => spawnCpuEngineThread(pathToFileURL(broken)) })
  await expect(engine.process(noiseGather(10, 10), recipe)).rejects.toThrow('no such luck')
  expect(engine.isLost).toBe(true)
  await engine.close()
})

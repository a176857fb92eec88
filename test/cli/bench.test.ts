/**
 * Plan: `bench --quick --compare --json` in this process on the CPU engine: a table, then one JSON object with every
 * field; everything that could be compared is either compared (and then the results agree) or named with the reason.
 * Which Python packages are here is printed, never passed over. Nothing is said about times. Files: .npy there and back.
 */
import { readdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { expect, test } from 'vitest'
import { largestDifferencePercent } from '../../src/cli/bench-compare.ts'
import type { BenchReport } from '../../src/cli/bench-report.ts'
import { readNpy, writeNpy } from '../../src/cli/npy-file.ts'
import { inlineCpuEngine } from '../engine/inline-cpu-engine.ts'
import { makeGather } from '../gathers.ts'
import { readNpy as readAnyNpy } from '../npy.ts'
import { command, temporaryFolder } from './command.ts'

const folder = await temporaryFolder()
const openEngine = async () => inlineCpuEngine().engine

test('a quick bench prints a table and one JSON object, and compares what can be compared', async () => {
  const before = await leftBehind()
  const { exitCode, stdout, stderr, json } = await command(['bench', '--quick', '--compare', '--json'], { openEngine })
  expect(stderr).not.toMatch(/^seisproc:/m)
  expect(exitCode).toBe(0)
  expect(await leftBehind()).toEqual(before)
  const report = json as unknown as BenchReport
  expect(stdout).toMatch(/gathers\/s +whole ms +compute ms +n +spread +GB\/s +of copy +new k/)
  expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^\{.*\}$/)

  const { machine, engine, sizes, missing, pipeline, compare } = report
  expect(machine).toMatchObject({ node: process.version, program: expect.stringContaining('seisproc-web') })
  expect(engine).toMatchObject({ kind: 'cpu', gpu: null })
  expect(sizes.map(({ nSamples, nTraces }) => [nSamples, nTraces])).toEqual([
    [500, 60],
    [250, 30],
  ])
  for (const { whole, gigabytesPerSecond, percentOfCopy, rethreshold } of sizes.flatMap(({ processes }) => processes)) {
    expect(whole.n).toBe(3)
    expect(gigabytesPerSecond).toBeGreaterThan(0)
    expect(percentOfCopy).toBeGreaterThan(0)
    expect(rethreshold.isForwardKept).toBe(true)
  }
  for (const { name } of missing) expect(stdout).toContain(name)
  expect(pipeline.runs).toHaveLength(2)
  expect(pipeline.plainMegabytesPerSecond.read).toBeGreaterThan(0)
  expect(pipeline.plainMegabytesPerSecond.write).toBeGreaterThan(0)
  expect(pipeline.plainMegabytesPerSecond.proven).toBeGreaterThan(0)
  // 120 traces lie in three whole chunks of 50, the last one padded.
  const diskBytes = 150 * 250 * 4
  for (const run of pipeline.runs) {
    expect(run).toMatchObject({ gathers: 3, traces: 120, bytesRead: diskBytes, bytesWritten: diskBytes })
    expect(run.overBusiest).toBeGreaterThanOrEqual(1)
    expect(run.percentOfPlain.write).toBeGreaterThan(0)
    expect(run.percentOfPlain.proven).toBeGreaterThan(0)
    expect(run.overlap.oneAfterAnotherSeconds).toBeGreaterThan(0)
    expect(run.overlap.speedUp).toBeGreaterThan(0)
    expect(run.overlap.idealSpeedUp).toBeGreaterThanOrEqual(1)
    expect(run.pace.gathersAhead).toBeGreaterThanOrEqual(2)
  }

  const { comparisons, missing: notCompared, packages, python } = compare!
  console.log(`bench --compare: Python ${python}, ${JSON.stringify(packages)}, ${comparisons.length} comparisons`)
  for (const { name, tool, reason } of notCompared) console.log(`  not compared: ${name} with ${tool}: ${reason}`)
  const accounted = new Set([...comparisons.map(({ variant }) => variant), ...notCompared.map(({ name }) => name)])
  expect([...accounted].toSorted()).toEqual(['dwt', 'stft', 'swt'])
  for (const { differencePercent, ours, theirs, ourProcessorMs, theirProcessorMs } of comparisons) {
    expect(Math.min(ourProcessorMs, theirProcessorMs)).toBeGreaterThan(0)
    expect([ours.n, theirs.n]).toEqual([3, 3])
    // Both round to float32 and PyWavelets computes in it: 1e-5 of the largest sample covers that.
    if (differencePercent !== null) expect(differencePercent).toBeLessThan(1e-3)
  }
})

test('bad words are refused before anything runs', async () => {
  const opened: unknown[] = []
  const watched = {
    openEngine: async () => {
      opened.push(1)
      return openEngine()
    },
  }
  expect((await command(['bench', '--engine', 'fast'], watched)).exitCode).toBe(2)
  expect((await command(['bench', 'demo'], watched)).exitCode).toBe(2)
  expect((await command(['bench', '--workers', '0'], watched)).exitCode).toBe(2)
  expect(opened).toEqual([])
})

test('a .npy file comes back as it went, and as the test reader reads it', async () => {
  const gather = makeGather(13, 7)
  const path = `${folder}/gather.npy`
  await writeNpy(path, gather)
  const { nSamples, nTraces, samples } = gather
  expect(await readNpy(path)).toEqual({ nSamples, nTraces, samples })
  expect(readAnyNpy(path)).toEqual({ shape: [13, 7], data: samples })
  await writeFile(path, Buffer.alloc(200))
  await expect(readNpy(path)).rejects.toMatchObject({ code: 'bad-input' })
})

test('the difference of two results is in percent of the largest sample', () => {
  expect(largestDifferencePercent(Float32Array.of(1, 2), Float32Array.of(1, -4))).toBe(150)
  expect(largestDifferencePercent(Float32Array.of(0, 3), Float32Array.of(0, 3))).toBe(0)
  expect(() => largestDifferencePercent(new Float32Array(1), new Float32Array(2))).toThrow(/1 samples against 2/)
})

/** Temporary folders of the bench. */
async function leftBehind(): Promise<readonly string[]> {
  return (await readdir(tmpdir())).filter((name) => name.startsWith('seisproc-bench-'))
}

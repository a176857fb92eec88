/** `bench --compare`: the calls of the original, run by a Python script on the same samples in the same run. */
import { join } from 'node:path'
import { type BenchSize, engineFacts } from '../bench/bench.ts'
import { benchGather } from '../bench/bench-gather.ts'
import { openCardClock } from '../bench/card-clock.ts'
import { repeat } from '../bench/repeat.ts'
import { medianOf, type RunTimes, runTimes } from '../bench/statistics.ts'
import { offeredVariants } from '../bench/variants.ts'
import type { Engine } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import type { RecipeStep } from '../core/recipe.ts'
import { readNpy } from './npy-file.ts'
import { openPythonPeer, type PeerTimes } from './python-peer.ts'

export interface CompareCalls {
  readonly folder: string
  readonly isQuick: boolean
  readonly signal: AbortSignal
  readonly onNext: (what: string) => void
}

export interface Comparison {
  readonly variant: string
  readonly tool: string
  readonly note: string
  /** Both from memory to memory, doing the same work. */
  readonly theirs: RunTimes
  readonly ours: RunTimes
  /** How many times faster this program is: the median over rounds in which both ran one after the other. */
  readonly ratio: number
  /** Processor time of all threads, medians: on a busy machine it is steadier, but knows nothing of several cores. */
  readonly theirProcessorMs: number
  readonly ourProcessorMs: number
  /** On the GPU alone, without transfers, where both ran there and this program's time is the GPU's own. */
  readonly device: { readonly theirs: RunTimes; readonly ours: RunTimes; readonly ratio: number } | null
  /** Largest difference of the results in percent of the largest sample; null where they need not agree. */
  readonly differencePercent: number | null
  readonly step: RecipeStep
}

export interface CompareFigures extends BenchSize {
  readonly python: string | null
  /** Version by package; null for one that is not installed. */
  readonly packages: Readonly<Record<string, string | null>>
  readonly comparisons: readonly Comparison[]
  readonly missing: readonly { readonly name: string; readonly tool: string; readonly reason: string }[]
}

/** One timing of theirs takes seconds: fewer rounds than ours get alone. */
const ROUNDS = { quick: 3, full: 5 }

/** Compares at the first size of the plan; `folder` takes the files that are exchanged. */
export async function compareWithOriginal(
  engine: Engine,
  { nSamples, nTraces }: BenchSize,
  { folder, isQuick, signal, onNext }: CompareCalls,
): Promise<CompareFigures> {
  const cases = offeredVariants().offered.flatMap(({ name, asOriginal }) =>
    asOriginal === null ? [] : [{ name, recipe: asOriginal, step: asOriginal.steps[0]! }],
  )
  const gather = benchGather(nSamples, nTraces)
  const peer = await openPythonPeer({ folder, gather, cases, signal })
  if (peer === null) {
    const missing = cases.map(({ name }) => ({ name, tool: 'all', reason: 'there is no python3 here' }))
    return { nSamples, nTraces, python: null, packages: {}, comparisons: [], missing }
  }
  try {
    const { python, packages, jobs, missing } = peer.head
    const nRounds = isQuick ? ROUNDS.quick : ROUNDS.full
    const plan = { warmUpRuns: 1, minRuns: nRounds, maxRuns: nRounds, budgetMs: 0 }
    const comparisons: Comparison[] = []
    for (const [job, { name, tool, note, isComparable }] of jobs.entries()) {
      onNext(`${name}, ${tool} and this program in turns`)
      const { recipe, step } = cases.find((candidate) => candidate.name === name)!
      const clock = await openCardClock(engine, () => engine.process(gather, recipe, { signal }), signal)
      const output = isComparable ? join(folder, `${job}.npy`) : null
      const rounds = await repeat(
        plan,
        async () => {
          const peerTimes = await peer.run(job, output)
          await clock.bringUp()
          const startedMs = performance.now()
          const used = process.cpuUsage()
          const { samples, timings } = await engine.process(gather, recipe, { signal })
          const { user, system } = process.cpuUsage(used)
          return {
            peer: peerTimes,
            ourMs: performance.now() - startedMs,
            ourProcessorMs: (user + system) / 1000,
            ourDeviceMs: timings.computeMs,
            samples,
          }
        },
        signal,
      ).finally(clock.close)
      const theirs = runTimes(rounds.map((round) => round.peer.timeMs))
      const ours = runTimes(rounds.map(({ ourMs }) => ourMs))
      const ratio = medianOf(rounds.map((round) => round.peer.timeMs / round.ourMs))
      const differencePercent =
        output === null ? null : largestDifferencePercent(rounds[0]!.samples, (await readNpy(output)).samples)
      const theirProcessorMs = medianOf(rounds.map((round) => round.peer.processorMs))
      const ourProcessorMs = medianOf(rounds.map((round) => round.ourProcessorMs))
      const device = engineFacts(engine).clock === 'GPU timestamps' ? deviceFigures(rounds) : null
      const figures = { theirs, ours, ratio, theirProcessorMs, ourProcessorMs, device, differencePercent }
      comparisons.push({ variant: name, tool, note, ...figures, step })
    }
    return { nSamples, nTraces, python, packages, comparisons, missing }
  } finally {
    peer.close()
  }
}

/** null where theirs did not run on a GPU. */
function deviceFigures(
  rounds: readonly { readonly peer: PeerTimes; readonly ourDeviceMs: number }[],
): Comparison['device'] {
  const pairs = rounds.flatMap(({ peer: { deviceMs }, ourDeviceMs }) =>
    deviceMs === null ? [] : [{ deviceMs, ourDeviceMs }],
  )
  if (pairs.length < rounds.length) return null
  return {
    theirs: runTimes(pairs.map(({ deviceMs }) => deviceMs)),
    ours: runTimes(pairs.map(({ ourDeviceMs }) => ourDeviceMs)),
    ratio: medianOf(pairs.map(({ deviceMs, ourDeviceMs }) => deviceMs / ourDeviceMs)),
  }
}

/** Largest |a - b| in percent of the largest |b|. Throws internal for different lengths. */
export function largestDifferencePercent(a: Float32Array, b: Float32Array): number {
  if (a.length !== b.length) throw new SeisError('internal', `${a.length} samples against ${b.length}`)
  let largest = 0
  let peak = 0
  for (let i = 0; i < b.length; i++) {
    largest = Math.max(largest, Math.abs(a[i]! - b[i]!))
    peak = Math.max(peak, Math.abs(b[i]!))
  }
  return peak === 0 ? 100 * largest : (100 * largest) / peak
}

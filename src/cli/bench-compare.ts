/** `bench --compare`: the calls of the original, run by a Python script on the same samples in the same run. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BenchPlan, BenchSize } from '../bench/bench.ts'
import { benchGather } from '../bench/bench-gather.ts'
import { repeat } from '../bench/repeat.ts'
import { type RunTimes, runTimes } from '../bench/statistics.ts'
import { offeredVariants } from '../bench/variants.ts'
import type { Engine } from '../core/engine.ts'
import { SeisError } from '../core/errors.ts'
import type { RecipeStep } from '../core/recipe.ts'
import { readNpy, writeNpy } from './npy-file.ts'

export interface Comparison {
  readonly variant: string
  readonly tool: string
  readonly note: string
  /** Both from memory to memory, doing the same work. */
  readonly theirs: RunTimes
  readonly ours: RunTimes
  /** How many times faster this program is, medians. */
  readonly ratio: number
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

interface Answer {
  readonly python: string
  readonly packages: Readonly<Record<string, string | null>>
  readonly results: readonly {
    readonly name: string
    readonly tool: string
    readonly timesMs: readonly number[]
    readonly output: string | null
    readonly note: string
  }[]
  readonly missing: CompareFigures['missing']
}

const THEIR_RUNS = 3
/** From the source tree and from the built program alike. */
const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), '../../test/bench/compare.py')

/** Compares at the first size of the plan; `folder` takes the files that are exchanged. */
export async function compareWithOriginal(
  engine: Engine,
  plan: BenchPlan,
  {
    folder,
    signal,
    onNext,
  }: { readonly folder: string; readonly signal: AbortSignal; readonly onNext: (what: string) => void },
): Promise<CompareFigures> {
  const size = plan.sizes[0]!
  const cases = offeredVariants().offered.flatMap(({ name, asOriginal }) =>
    asOriginal === null ? [] : [{ name, recipe: asOriginal, step: asOriginal.steps[0]! }],
  )
  const python = await findPython(signal)
  if (python === null) {
    const missing = cases.map(({ name }) => ({ name, tool: 'all', reason: 'there is no python3 here' }))
    return { ...size, python: null, packages: {}, comparisons: [], missing }
  }
  const gather = benchGather(size.nSamples, size.nTraces)
  const gatherPath = join(folder, 'gather.npy')
  await writeNpy(gatherPath, gather)
  const requestPath = join(folder, 'request.json')
  const { sampleIntervalMs } = gather
  const asked = { gather: gatherPath, sampleIntervalMs, runs: THEIR_RUNS, folder, cases }
  await writeFile(requestPath, JSON.stringify(asked))
  onNext('Python')
  const answer = await runScript<Answer>(python, [requestPath], signal)

  const comparisons: Comparison[] = []
  for (const { name, recipe, step } of cases) {
    const results = answer.results.filter((result) => result.name === name)
    if (results.length === 0) continue
    onNext(`${name} as the original does it`)
    const runs = await repeat(
      plan,
      async () => {
        const startedMs = performance.now()
        const { samples } = await engine.process(gather, recipe, { signal })
        return { samples, ms: performance.now() - startedMs }
      },
      signal,
    )
    const ours = runTimes(runs.map((run) => run.ms))
    for (const { tool, note, timesMs, output } of results) {
      const theirs = runTimes(timesMs)
      const differencePercent =
        output === null ? null : largestDifferencePercent(runs[0]!.samples, (await readNpy(output)).samples)
      const ratio = theirs.medianMs / ours.medianMs
      comparisons.push({ variant: name, tool, note, theirs, ours, ratio, differencePercent, step })
    }
  }
  const { python: version, packages, missing } = answer
  return { ...size, python: version, packages, comparisons, missing }
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

/** The Python with most of the packages: the one of SEISPROC_PYTHON, of the path, or of the system. */
export async function findPython(signal: AbortSignal): Promise<string | null> {
  if (!existsSync(SCRIPT)) {
    throw new SeisError('not-found', 'The script of the comparison is not there', {
      where: SCRIPT,
      todo: 'run in a checkout',
    })
  }
  const named = process.env['SEISPROC_PYTHON']
  let best: { python: string; nPackages: number } | null = null
  for (const python of named === undefined ? ['python3', '/usr/bin/python3'] : [named]) {
    const found = await runScript<Pick<Answer, 'packages'>>(python, ['--packages'], signal).catch(() => null)
    if (found === null) continue
    const nPackages = Object.values(found.packages).filter((version) => version !== null).length
    if (best === null || nPackages > best.nPackages) best = { python, nPackages }
  }
  return best?.python ?? null
}

function runScript<T>(python: string, args: readonly string[], signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const child = spawn(python, [SCRIPT, ...args], { stdio: ['ignore', 'pipe', 'pipe'], signal })
    let stdout = ''
    let stderr = ''
    child.stdout.on('data', (data) => {
      stdout += data
    })
    child.stderr.on('data', (data) => {
      stderr += data
    })
    const fail = (what: string, cause?: unknown) =>
      reject(new SeisError(signal.aborted ? 'cancelled' : 'unsupported', what, { where: python, cause }))
    child.on('error', (cause) => fail('The comparison cannot be run', cause))
    child.on('close', (code) => {
      if (code !== 0) return fail(`The comparison failed: ${stderr.trim().split('\n').at(-1) ?? ''}`)
      resolve(JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as T)
    })
  })
}

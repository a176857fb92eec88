import { mkdtemp, rm } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { FULL_PLAN, QUICK_PLAN, runBench } from '../bench/bench.ts'
import { variantsFor } from '../bench/variants.ts'
import { hasKernels } from '../processes/methods.ts'
import { compareWithOriginal } from './bench-compare.ts'
import { benchPipeline, FULL_DEMO, LONG_DEMO, QUICK_DEMO } from './bench-pipeline.ts'
import { type BenchReport, machineFacts } from './bench-report.ts'
import { benchText } from './bench-table.ts'
import { type CommandIo, type CommandResult, EXIT_DONE } from './command-io.ts'
import { type GivenWords, oneOf, type VerbWords } from './words.ts'

export const benchWords: VerbWords = {
  verb: 'bench',
  summary: 'measures every process, a copy of the same bytes, and the way from disk to disk',
  positionals: [],
  options: {
    pipeline: { about: 'only the way from disk to disk, with more gathers: without steps, dwt, stft' },
    quick: { about: 'small gathers and few runs: to see that it works, not for figures' },
    compare: { about: "also run the original's calls in Python (PyWavelets, SciPy, PyTorch, where installed)" },
    engine: { value: 'NAME', about: 'auto, webgpu or cpu; auto takes a graphics card where there is one' },
    adapter: { value: 'NAME', about: 'the graphics adapter whose name contains this' },
    workers: { value: 'N', about: 'threads of the CPU engine; one a core by default' },
  },
}

/** Of those that the pipeline is measured with when it is all that is measured: what a gather costs differs by 3 times. */
const PIPELINE_VARIANTS: readonly string[] = ['dwt', 'stft']

/** Writes only into a temporary folder, which is removed again. */
export async function benchVerb(words: GivenWords, io: CommandIo): Promise<CommandResult> {
  const isQuick = words.flag('quick')
  const isPipelineOnly = words.flag('pipeline')
  const fullPlan = isQuick ? QUICK_PLAN : FULL_PLAN
  const plan = isPipelineOnly ? { ...fullPlan, sizes: [] } : fullPlan
  const nWorkers = words.text('workers') === undefined ? null : words.whole('workers', 1, 1, 256)
  const wish = {
    engine: oneOf(words, 'engine', ['auto', 'webgpu', 'cpu']),
    adapterName: words.text('adapter'),
    nWorkers,
  }
  const { signal } = io
  const onNext = (what: string) => io.stderr(`bench: ${what}\n`)
  const [loadBefore = 0] = loadavg()
  const engine = await io.openEngine(wish)
  const folder = await mkdtemp(join(tmpdir(), 'seisproc-bench-')).catch(async (error: unknown) => {
    await engine.close()
    throw error
  })
  try {
    const figures = await runBench(engine, plan, { signal, onNext })
    const measured = variantsFor(engine.info).offered
    const runnable = measured.filter(({ recipe }) => engine.info.kind === 'cpu' || hasKernels(recipe))
    const offered = isPipelineOnly ? runnable.filter(({ name }) => PIPELINE_VARIANTS.includes(name)) : runnable
    const pipeline = await benchPipeline(engine, isQuick ? offered.slice(0, 1) : offered, {
      folder,
      demo: isQuick ? QUICK_DEMO : isPipelineOnly ? LONG_DEMO : FULL_DEMO,
      nCopyRuns: isQuick ? 1 : 5,
      nRuns: isPipelineOnly && !isQuick ? 3 : 1,
      signal,
      onNext,
    })
    const compare = words.flag('compare')
      ? await compareWithOriginal(engine, plan.sizes[0]!, { folder, isQuick, signal, onNext })
      : null
    const report: BenchReport = { isQuick, machine: machineFacts(loadBefore), ...figures, pipeline, compare }
    const text = benchText(report)
    // The table is for whoever looks on, also where the JSON is what is kept.
    if (words.flag('json')) io.stdout(`${text}\n`)
    return { exitCode: EXIT_DONE, json: report, text }
  } finally {
    await engine.close()
    await rm(folder, { recursive: true, force: true })
  }
}

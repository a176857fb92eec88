/** The benchmark as the page drives it: the measuring in its own worker, its progress, and the runs that are kept. */
import type { BenchFigures, BenchStep } from '../bench/bench.ts'
import type { BrowserMachine } from '../bench/browser-machine.ts'
import { type BenchPlan, PLANS } from '../bench/plan.ts'
import type { EngineKind } from '../core/engine.ts'
import { asSeisError, toWire } from '../core/errors.ts'
import { type BenchmarkReport, type BenchmarkState, chosenEngine, shownReport, withRuns } from '../state/benchmark.ts'
import type { Stores } from '../state/stores.ts'
import type { WorkbenchActions } from './actions.ts'
import type { BenchmarkRunStore } from './benchmark-runs.ts'

export interface BenchmarkJob {
  readonly plan: BenchPlan
  readonly engine: EngineKind
  readonly signal: AbortSignal
  onStep(step: BenchStep): void
  onFigures(figures: BenchFigures): void
}

export interface BenchmarkParts {
  /** Measures to the end; rejects with `cancelled` when the signal fires. */
  readonly run: (job: BenchmarkJob) => Promise<{ readonly figures: BenchFigures; readonly machine: BrowserMachine }>
  readonly askMachine: () => Promise<BrowserMachine>
  readonly runs: BenchmarkRunStore
  readonly copyText: (text: string) => Promise<void>
  readonly saveText: (fileName: string, text: string) => void
}

export interface BenchmarkController {
  /** To be called when the page is shown: asks for the machine and the kept runs, once. */
  prepare(): void
  readonly actions: Pick<
    WorkbenchActions,
    | 'setBenchmarkForm'
    | 'showBenchmarkOf'
    | 'startBenchmark'
    | 'cancelBenchmark'
    | 'showBenchmarkRun'
    | 'copyBenchmarkRun'
    | 'saveBenchmarkRun'
  >
}

export function createBenchmarkController(stores: Stores, parts: BenchmarkParts): BenchmarkController {
  const { benchmark } = stores
  let running: AbortController | null = null
  let isPrepared = false

  return {
    prepare() {
      if (isPrepared) return
      isPrepared = true
      void parts.askMachine().then((machine) => benchmark.setState({ machine }), sayThatItFailed)
      void parts.runs.list().then(
        (kept) =>
          benchmark.setState(({ runs, shownId }) => {
            const all = withRuns(runs, kept)
            return { runs: all, shownId: shownId ?? all[0]?.id ?? null }
          }),
        sayThatItFailed,
      )
    },
    actions: {
      showBenchmarkOf: (shows) => benchmark.setState({ shows }),
      setBenchmarkForm: (form) => benchmark.setState({ form }),
      startBenchmark() {
        if (running === null) void run()
      },
      cancelBenchmark: () => running?.abort(),
      showBenchmarkRun: (shownId) => benchmark.setState({ shownId, outcome: null, error: null }),
      copyBenchmarkRun() {
        const { shownId } = benchmark.getState()
        const report = shownReport(benchmark.getState())
        if (report === null) return
        void parts.copyText(reportText(report)).then(() => benchmark.setState({ copiedId: shownId }), sayThatItFailed)
      },
      saveBenchmarkRun() {
        const report = shownReport(benchmark.getState())
        if (report !== null) parts.saveText(reportFileName(report), reportText(report))
      },
    },
  }

  async function run(): Promise<void> {
    const { form } = benchmark.getState()
    const engine = chosenEngine(benchmark.getState())
    if (engine === null) return
    const attempt = new AbortController()
    running = attempt
    const begun = new Date()
    benchmark.setState({
      running: { plan: form.plan, engine, startedAt: begun.getTime(), step: null, figures: null },
      outcome: null,
      error: null,
    })
    // A message that was on its way when the run was cancelled changes nothing any more.
    const progress = (change: { step: BenchStep } | { figures: BenchFigures }): void => {
      if (running !== attempt) return
      benchmark.setState((now) => ({ running: now.running === null ? null : { ...now.running, ...change } }))
    }
    try {
      const { figures, machine } = await parts.run({
        plan: PLANS[form.plan],
        engine,
        signal: attempt.signal,
        onStep: (step) => progress({ step }),
        onFigures: (soFar) => progress({ figures: soFar }),
      })
      const report: BenchmarkReport = {
        isQuick: form.plan === 'quick',
        machine,
        startedAt: begun.toISOString(),
        seconds: (Date.now() - begun.getTime()) / 1000,
        ...figures,
      }
      const done = { id: crypto.randomUUID(), report }
      finish({ outcome: 'done', machine, runs: withRuns(benchmark.getState().runs, [done]), shownId: done.id })
      // The figures are on the page whether or not they can be kept.
      void parts.runs.keep(done).catch(sayThatItFailed)
    } catch (thrown) {
      const error = asSeisError(thrown)
      finish(error.code === 'cancelled' ? { outcome: 'cancelled' } : { outcome: 'failed', error: toWire(error) })
    }
  }

  function finish(end: Partial<BenchmarkState>): void {
    running = null
    benchmark.setState({ running: null, ...end })
  }

  function sayThatItFailed(error: unknown): void {
    stores.session.setState({ notice: toWire(error) })
  }
}

function reportText(report: BenchmarkReport): string {
  return `${JSON.stringify(report, null, 2)}\n`
}

/** "seisproc-bench-2026-11-21-1620.json", in UTC. */
function reportFileName({ startedAt }: BenchmarkReport): string {
  return `seisproc-bench-${startedAt.slice(0, 10)}-${startedAt.slice(11, 16).replace(':', '')}.json`
}

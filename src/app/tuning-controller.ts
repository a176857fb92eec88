/** The search for the best settings of a batch on the open dataset: its progress, what it found, and its use. */
import type { TunedSettings, TuningStep } from '../bench/tuning.ts'
import { ORIGINAL_LAYOUT } from '../core/batch.ts'
import type { DatasetInfo } from '../core/dataset.ts'
import { asSeisError, toWire } from '../core/errors.ts'
import type { Recipe } from '../core/recipe.ts'
import type { DatasetLocation } from '../data/location.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { Stores } from '../state/stores.ts'
import { bestOf, NO_TUNING, type TuningResult, type TuningState } from '../state/tuning.ts'
import type { WorkbenchActions } from './actions.ts'
import type { TuningKeeper } from './kept-tunings.ts'

export interface TuningJob {
  readonly input: DatasetLocation
  readonly recipe: Recipe
  readonly signal: AbortSignal
  onStep(step: TuningStep): void
  onRows(rows: readonly TunedSettings[]): void
}

export interface TuningParts {
  /** Measures to the end; rejects with `cancelled` when the signal fires. */
  readonly run: (job: TuningJob) => Promise<Omit<TuningResult, 'steps' | 'startedAt' | 'seconds'>>
  readonly input: () => DatasetLocation | null
  readonly kept: TuningKeeper
}

export type TuningActions = Pick<
  WorkbenchActions,
  'startTuning' | 'cancelTuning' | 'useTunedSettings' | 'useDefaultSettings'
>

export function createTuningController(stores: Stores, parts: TuningParts): TuningActions {
  const { tuning, session, batch } = stores
  let running: AbortController | null = null

  session.subscribe((state, before) => {
    if (state.dataset === before.dataset) return
    running?.abort()
    running = null
    show(state.dataset)
  })

  return {
    startTuning() {
      if (running === null) void run()
    },
    cancelTuning: () => running?.abort(),
    useTunedSettings() {
      if (tuning.getState().result !== null) use(true)
    },
    useDefaultSettings: () => use(false),
  }

  /** What is known of a dataset that was opened. */
  function show(dataset: DatasetInfo | null): void {
    const kept = dataset === null ? null : parts.kept.find(dataset)
    tuning.setState({ ...NO_TUNING, ...kept })
    if (kept?.isUsed) applyTo(kept.result)
    else batch.setState({ speed: null })
  }

  function use(isUsed: boolean): void {
    const { result } = tuning.getState()
    if (isUsed && result !== null) applyTo(result)
    else {
      batch.setState(({ form }) => ({
        speed: null,
        form: {
          ...form,
          engine: 'auto',
          layout: { ...ORIGINAL_LAYOUT, ...form.layout, codec: 'none', chunks: 'input' },
        },
      }))
    }
    tuning.setState({ isUsed })
    keep()
  }

  function applyTo({ figures }: TuningResult): void {
    const { engine, workers, quotaBytes, codec, chunks } = bestOf(figures).settings
    batch.setState(({ form }) => ({
      form: { ...form, engine, layout: { ...ORIGINAL_LAYOUT, ...form.layout, codec, chunks } },
      speed: { workers, quotaBytes, poolFromGathers: figures.poolFromGathers },
    }))
  }

  function keep(): void {
    const { result, isUsed } = tuning.getState()
    const { dataset } = session.getState()
    if (result !== null && dataset !== null) parts.kept.keep(dataset, { result, isUsed })
  }

  async function run(): Promise<void> {
    const input = parts.input()
    if (input === null) return
    const attempt = new AbortController()
    running = attempt
    const begun = new Date()
    const recipe = activeRecipe(stores.recipe.getState())
    tuning.setState({ running: { startedAt: begun.getTime(), step: null, rows: [] }, outcome: null, error: null })
    const progress = (change: { step: TuningStep } | { rows: readonly TunedSettings[] }): void => {
      if (running !== attempt) return
      tuning.setState((now) => ({ running: now.running === null ? null : { ...now.running, ...change } }))
    }
    const finish = (end: Partial<TuningState>): void => {
      // Another dataset may be open by now.
      if (running !== attempt) return
      running = null
      tuning.setState({ running: null, ...end })
    }
    try {
      const found = await parts.run({
        input,
        recipe,
        signal: attempt.signal,
        onStep: (step) => progress({ step }),
        onRows: (rows) => progress({ rows }),
      })
      const seconds = (Date.now() - begun.getTime()) / 1000
      const result = { ...found, steps: JSON.stringify(recipe.steps), startedAt: begun.toISOString(), seconds }
      if (running !== attempt) return
      finish({ outcome: 'done', result, isUsed: false })
      batch.setState({ speed: null })
      keep()
    } catch (thrown) {
      const error = asSeisError(thrown)
      finish(error.code === 'cancelled' ? { outcome: 'cancelled' } : { outcome: 'failed', error: toWire(error) })
    }
  }
}

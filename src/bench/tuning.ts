/** The search for the settings with which a batch on one dataset is fastest on one machine. Knows no disk and no engine. */
import type { OutputLayout } from '../core/batch.ts'
import type { EngineKind } from '../core/engine.ts'
import { medianOf, runTimes } from './statistics.ts'

/** What of a batch decides its speed, and not its samples. */
export interface BatchSettings {
  readonly engine: EngineKind
  /** Threads of the CPU engine; 0: it computes in the batch's own thread. */
  readonly workers: number
  /** Bytes of samples in flight. */
  readonly quotaBytes: number
  readonly codec: OutputLayout['codec']
  readonly chunks: OutputLayout['chunks']
}

export type SettingName = keyof BatchSettings

/** What there is to choose from. */
export interface TuningLimits {
  /** That which a batch takes unasked is the first. */
  readonly engines: readonly EngineKind[]
  readonly cores: number
  readonly nGathers: number
  /** Samples of a gather, on average. */
  readonly gatherBytes: number
}

export interface TuningRun {
  readonly seconds: number
  /** Samples read and written. */
  readonly bytes: number
  /** The busiest stage, or 'balanced'. */
  readonly bound: string
}

export interface TuningRunner {
  /** A batch on so many gathers; the engine of the call before goes on where engine and workers are the same. */
  run(settings: BatchSettings, nGathers: number): Promise<TuningRun>
}

export interface TunedSettings {
  readonly settings: BatchSettings
  /** What was varied when these were measured; null of those that a batch takes unasked. */
  readonly varied: SettingName | null
  readonly megabytesPerSecond: number
  readonly secondsPerGather: number
  /** What opening the engine and the first gather take beyond that. */
  readonly startSeconds: number
  readonly n: number
  readonly spreadPercent: number
  readonly bound: string
}

export interface TuningFigures {
  /** In the order in which they were measured: the first are those that a batch takes unasked. */
  readonly rows: readonly TunedSettings[]
  /** Of the row that is chosen. */
  readonly best: number
  /** From so many gathers on its threads pay; null where they never do, or none are chosen. */
  readonly poolFromGathers: number | null
  readonly gathersPerRun: number
}

export interface TuningStep {
  readonly number: number
  /** As far as it is known. */
  readonly count: number
  readonly settings: BatchSettings
}

export interface TuningCalls {
  onStep(step: TuningStep): void
  onRows(rows: readonly TunedSettings[]): void
}

export const MIB = 2 ** 20
export const DEFAULT_QUOTA_BYTES = 256 * MIB
const QUOTAS = [64 * MIB, DEFAULT_QUOTA_BYTES, 1024 * MIB]
const RUN_SECONDS = 1.2
const REPEATS = 3
/** A gather that takes longer is run once only. */
const LONG_SECONDS = 3
/** What a run writes is held by the browser's storage until it has ended. */
const MOST_RUN_BYTES = 128 * MIB
/** A setting is as good as the best when it is within this of it. */
export const AS_GOOD = 0.95

/** What a batch takes where nothing is said. */
export function defaultSettings({ engines, cores }: TuningLimits): BatchSettings {
  const engine = engines[0] ?? 'cpu'
  const workers = engine === 'cpu' ? cores : 0
  return { engine, workers, quotaBytes: DEFAULT_QUOTA_BYTES, codec: 'none', chunks: 'input' }
}

/**
 * Measures one setting after the other, each with the best of those before it: not every combination, but a minute or two.
 * Of the values of a setting that are as good as the best, the first is taken: the one that asks for least.
 */
export async function findBestSettings(
  runner: TuningRunner,
  limits: TuningLimits,
  { onStep, onRows }: TuningCalls,
): Promise<TuningFigures> {
  const rows: TunedSettings[] = []
  const startSeconds = new Map<string, number>()
  let number = 0
  const say = (settings: BatchSettings, left: number): void => {
    number++
    onStep({ number, count: number + left, settings })
  }
  const start = defaultSettings(limits)
  say(start, leftAfter(start, null, limits))
  const cold = await runner.run(start, 1)
  const warm = await runner.run(start, 1)
  const gathersPerRun = gathersFor(warm.seconds, limits)

  async function measure(
    settings: BatchSettings,
    varied: SettingName | null,
    first?: TuningRun,
  ): Promise<TunedSettings> {
    const engineKey = JSON.stringify([settings.engine, settings.workers])
    const known = startSeconds.get(engineKey)
    const opening = known === undefined ? (first ?? (await runner.run(settings, 1))) : null
    const runs: TuningRun[] = []
    const repeats = warm.seconds > LONG_SECONDS ? 1 : REPEATS
    while (runs.length < repeats) runs.push(await runner.run(settings, gathersPerRun))
    const times = runTimes(runs.map(({ seconds }) => 1000 * seconds))
    const seconds = times.medianMs / 1000
    const secondsPerGather = seconds / gathersPerRun
    const startsIn = known ?? Math.max(0, opening!.seconds - secondsPerGather)
    startSeconds.set(engineKey, startsIn)
    const row: TunedSettings = {
      settings,
      varied,
      megabytesPerSecond: medianOf(runs.map(({ bytes }) => bytes)) / 1e6 / seconds,
      secondsPerGather,
      startSeconds: startsIn,
      n: times.n,
      spreadPercent: times.spreadPercent,
      bound: runs[0]!.bound,
    }
    rows.push(row)
    onRows([...rows])
    return row
  }

  let best = await measure(start, null, cold)
  for (const varied of SETTINGS) {
    const values = valuesOf(varied, best.settings, limits, gathersPerRun)
    const measured: TunedSettings[] = []
    for (const settings of values) {
      if (isSame(settings, best.settings)) measured.push(best)
      else {
        say(settings, values.length - measured.length - 1 + leftAfter(best.settings, varied, limits, gathersPerRun))
        measured.push(await measure(settings, varied))
      }
    }
    best = asGoodAsBest(measured) ?? best
  }
  return { rows, best: rows.indexOf(best), poolFromGathers: poolFrom(rows, best), gathersPerRun }
}

const SETTINGS: readonly SettingName[] = ['engine', 'workers', 'quotaBytes', 'codec', 'chunks']

/** A setting's values, the rest as in `settings`; those that ask for less come first. */
function valuesOf(
  name: SettingName,
  settings: BatchSettings,
  { engines, cores, gatherBytes }: TuningLimits,
  gathersPerRun: number,
): readonly BatchSettings[] {
  switch (name) {
    case 'engine':
      return engines.map((engine) => ({ ...settings, engine, workers: engine === 'cpu' ? cores : 0 }))
    case 'workers':
      return settings.engine === 'cpu' ? threadCounts(cores).map((workers) => ({ ...settings, workers })) : [settings]
    case 'quotaBytes': {
      // What is larger than all there is in a run changes nothing.
      const felt = QUOTAS.filter((bytes) => bytes < 2 * gathersPerRun * gatherBytes)
      const quotas = felt.length === 0 ? [settings.quotaBytes] : [...new Set([...felt, settings.quotaBytes])]
      return quotas.toSorted((a, b) => a - b).map((quotaBytes) => ({ ...settings, quotaBytes }))
    }
    case 'codec':
      return (['none', 'lz4', 'zstd'] as const).map((codec) => ({ ...settings, codec }))
    case 'chunks':
      return (['input', 'gathers'] as const).map((chunks) => ({ ...settings, chunks }))
  }
}

/** None, then 1, 2, 4 and so on, to one a core. */
function threadCounts(cores: number): readonly number[] {
  const counts = [0]
  for (let n = 1; n < cores; n *= 2) counts.push(n)
  return [...counts, Math.max(1, cores)]
}

/** How many settings are to be measured after those of `varied`. */
function leftAfter(
  settings: BatchSettings,
  varied: SettingName | null,
  limits: TuningLimits,
  gathersPerRun = 1,
): number {
  const next = varied === null ? 0 : SETTINGS.indexOf(varied) + 1
  return SETTINGS.slice(next).reduce((sum, name) => sum + valuesOf(name, settings, limits, gathersPerRun).length - 1, 0)
}

function isSame(a: BatchSettings, b: BatchSettings): boolean {
  return SETTINGS.every((name) => a[name] === b[name])
}

function asGoodAsBest(measured: readonly TunedSettings[]): TunedSettings | undefined {
  const most = Math.max(...measured.map(({ megabytesPerSecond }) => megabytesPerSecond))
  return measured.find(({ megabytesPerSecond }) => megabytesPerSecond >= AS_GOOD * most)
}

/** So many that a run takes about RUN_SECONDS. */
function gathersFor(secondsPerGather: number, { nGathers, gatherBytes }: TuningLimits): number {
  const byTime = Math.ceil(RUN_SECONDS / Math.max(1e-4, secondsPerGather))
  const byBytes = Math.floor(MOST_RUN_BYTES / Math.max(1, gatherBytes))
  return Math.max(1, Math.min(byTime, byBytes, nGathers))
}

/** Where the threads that are chosen, which take longer to start, have made up for it. */
function poolFrom(rows: readonly TunedSettings[], best: TunedSettings): number | null {
  const { engine, workers } = best.settings
  const of = (n: number) => rows.find(({ settings }) => settings.engine === 'cpu' && settings.workers === n)
  const [none, pool] = [of(0), of(workers)]
  if (engine !== 'cpu' || workers === 0 || none === undefined || pool === undefined) return null
  const gain = none.secondsPerGather - pool.secondsPerGather
  return gain <= 0 ? null : Math.max(1, Math.ceil((pool.startSeconds - none.startSeconds) / gain))
}

/** What a report says, as names and texts. */
import type { BadSamplePolicy } from '../../core/batch.ts'
import type { OutputReport } from '../../core/output-report.ts'
import type { ParamValue, Recipe, RecipeStep } from '../../core/recipe.ts'
import { definitionOf } from '../../processes/recipe.ts'
import type { Param } from '../../processes/schema.ts'
import { countOf, formatBytes, formatClock, formatCount, formatDuration, NOTHING, withUnit } from '../format.ts'
import { durationText } from './estimate-text.ts'

export type Fact = readonly [name: string, text: string]

export function jobFacts(report: OutputReport): readonly Fact[] {
  const { request, engine, startedAt, finishedAt } = report
  const { startGather, endGather, sort, recipe } = request
  const [key] = sort
  return [
    ['Dataset', report.inputName ?? NOTHING],
    ['Written', { processed: 'Processed', noise: 'Noise', both: 'Processed and Noise' }[request.write]],
    ['Gathers', `${formatCount(startGather + 1)} to ${formatCount(endGather)}`],
    [
      'Order in a gather',
      key === undefined ? 'as stored' : `${key.header}, ${key.descending ? 'descending' : 'ascending'}`,
    ],
    ['Recipe', recipe.name === '' ? countOf(recipe.steps.length, 'step') : recipe.name],
    ['Leakage', isLeakageMeasured(report) ? 'measured on each gather' : 'not measured'],
    ['Engine', engine.kind === 'cpu' ? 'CPU' : 'WebGPU'],
    ['Runs on', engine.adapter],
    ['Began', startedAt === null ? NOTHING : momentText(new Date(startedAt))],
    ['Ended', momentText(new Date(finishedAt))],
  ]
}

export function countFacts({ counts, run, missingChunks }: OutputReport): readonly Fact[] {
  const ofRun: readonly Fact[] =
    run === null
      ? []
      : [
          // The certificate cannot know what itself and the files beside the chunks took, which the page counts.
          ['Time, to the last chunk', formatDuration(run.seconds)],
          ['Read', formatBytes(run.bytesRead)],
          ['Written', formatBytes(run.bytesWritten)],
          ['Rate', `${formatCount(run.tracesPerSecond)} traces/s`],
          ['Chunks of an earlier run', formatCount(run.chunksReused)],
          ['Tried again', formatCount(run.retries)],
          ['Memory, peak', formatBytes(run.peakMemoryBytes)],
        ]
  return [
    ['Gathers', formatCount(counts.gathers)],
    ['Traces', `${formatCount(counts.traces)} of ${countOf(counts.samples, 'sample')}`],
    ...ofRun,
    ['Bad samples', formatCount(counts.badSamples)],
    ['Missing input chunks', formatCount(missingChunks.length)],
  ]
}

/** As asked for; the command line does not ask, and measures nothing. */
function isLeakageMeasured({ request, gathers }: Pick<OutputReport, 'request' | 'gathers'>): boolean {
  return request.withLeakage ?? gathers.some(({ leakage }) => typeof leakage === 'number')
}

/** Rows of name, estimate and what came of it; null without an estimate. */
export function estimateRows({
  estimate,
  run,
  counts,
  quarantined,
  request,
  gathers,
}: OutputReport): readonly (readonly [string, string, string])[] | null {
  if (estimate === null || run === null) return null
  const { stages } = run
  const { bytes, seconds, leakageSeconds = 0 } = estimate
  const withLeakage = isLeakageMeasured({ request, gathers })
  const more = withLeakage ? leakageSeconds : 0
  const rates = seconds.map((whole) => formatCount(counts.traces / (whole + more))).reverse()
  const busiest = (['read', 'compute', 'write'] as const).reduce((most, stage) =>
    stages[stage].busySeconds > stages[most].busySeconds ? stage : most,
  )
  const names = { read: 'reading', compute: 'computing', write: 'writing' }
  return [
    ['Time', durationText(estimate, withLeakage), formatDuration(run.seconds)],
    ['Rate', `${[...new Set(rates)].join(' to ')} traces/s`, `${formatCount(run.tracesPerSecond)} traces/s`],
    ['Read', bytes === undefined ? NOTHING : formatBytes(bytes.read), formatBytes(run.bytesRead)],
    ['Written', bytes === undefined ? NOTHING : formatBytes(bytes.written), formatBytes(run.bytesWritten)],
    ['Slowest part', names[estimate.slowest], names[busiest]],
    [
      'Set aside',
      `${formatCount(estimate.quarantined.length)} of ${countOf(estimate.gathersRun, 'gather')}`,
      countOf(quarantined.length, 'gather'),
    ],
  ]
}

export function proofFacts(report: OutputReport): readonly Fact[] {
  return [
    ['Program', `${report.program} ${report.version}`],
    ['Job', report.job],
    ['Recipe', report.recipeDigest],
    ['Bad samples', BAD_SAMPLES[report.request.badSamples ?? 'zero']],
  ]
}

const BAD_SAMPLES: Readonly<Record<BadSamplePolicy, string>> = {
  zero: 'set to zero and reported',
  stop: 'stop the batch',
  pass: 'passed into the result',
}

export interface WrittenStep {
  readonly key: string
  readonly label: string
  readonly params: readonly Fact[]
}

/** Every step with all its values; one whose process is not known any more with the words of the recipe. */
export function writtenSteps({ steps }: Recipe): readonly WrittenStep[] {
  return steps.map((step, i) => {
    const definition = knownDefinition(step)
    const key = `${i} ${step.process}`
    if (definition === null) return { key, label: `${i + 1}. ${step.process}`, params: rawParams(step) }
    const shown = definition.params.filter((param) => param.visibleWhen?.(step) ?? true)
    const params = shown.map((param): Fact => [param.label, valueText(param, step[param.key] ?? null)])
    return { key, label: `${i + 1}. ${definition.label}`, params }
  })
}

function knownDefinition(step: RecipeStep): ReturnType<typeof definitionOf> | null {
  try {
    return definitionOf(step.process)
  } catch {
    return null
  }
}

function rawParams({ process: _, ...values }: RecipeStep): readonly Fact[] {
  return Object.entries(values).map(([name, value]) => [name, String(value)])
}

function valueText(param: Param, value: ParamValue): string {
  if (param.kind === 'flag') return value === true ? 'on' : 'off'
  if (param.kind === 'choice') return param.choices.find((choice) => choice.value === value)?.label ?? String(value)
  if (value === null) return param.nullMeans ?? 'automatic'
  if (value === 'auto') return param.autoMeans ?? 'automatic'
  return withUnit(String(value), param.unit)
}

/** "26 Nov 2026, 16:31". */
function momentText(date: Date): string {
  const day = date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
  return `${day}, ${formatClock(date)}`
}

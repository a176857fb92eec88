import { readFile } from 'node:fs/promises'
import {
  BAD_SAMPLE_POLICIES,
  type BadSamplePolicy,
  type BatchReport,
  type BatchRequest,
  type OutputLayout,
  type SortKey,
} from '../core/batch.ts'
import { asSeisError, SeisError } from '../core/errors.ts'
import type { Recipe } from '../core/recipe.ts'
import { openDataset } from '../data/dataset.ts'
import { createDatasetSink } from '../data/output/dataset-sink.ts'
import { RecordingFolder } from '../data/output/recording-folder.ts'
import { LastingEngine } from '../engine/lasting-engine.ts'
import { runBatch } from '../pipeline/batch.ts'
import { withTraceHeaders } from '../pipeline/trace-headers.ts'
import { headersNeededBy, parseRecipe } from '../processes/recipe.ts'
import { type CommandIo, type CommandResult, EXIT_DONE, EXIT_QUARANTINED, EXIT_STOPPED } from './command-io.ts'
import { type FileThreads, withFileThreads } from './file-threads.ts'
import { formatBytes, formatCount, formatDuration, formatPace, formatRows, formatWords } from './format.ts'
import { gathersByWord, parseGathersBy } from './gathers-word.ts'
import { openInputPlace, openOutputPlace } from './places.ts'
import { parseProgressKind, progressDisplay } from './progress.ts'
import { RunFailure } from './run-failure.ts'
import { type GivenWords, oneOf, type VerbWords } from './words.ts'

export const runWords: VerbWords = {
  verb: 'run',
  summary: 'runs a recipe on a dataset, whole or a range of gathers; run again with the same words, it goes on',
  positionals: ['DATASET'],
  options: {
    recipe: { value: 'R.json', about: 'the recipe (needed)' },
    out: { value: 'OUT', about: 'folder for the result (needed)' },
    write: { value: 'WHAT', about: 'processed, noise or both; processed by default' },
    sort: { value: 'KEY[:desc][,KEY2]', about: 'sort each gather by headers before processing' },
    ...gathersByWord,
    gathers: { value: 'A:B', about: 'only gathers A to B, from 0, B not included' },
    'bad-samples': {
      value: 'WHAT',
      about: 'NaN and infinite samples: zero (the default), stop, or pass into the result',
    },
    zarr: { value: 'N', about: 'format of the result: 2 (the default; the only one that the original opens) or 3' },
    codec: { value: 'NAME', about: 'none (the default), lz4 or zstd' },
    chunks: {
      value: 'LIKE',
      about: 'chunks as the input has them (input, the default), or to suit the gathers (gathers)',
    },
    shard: { value: 'N', about: 'chunks in one file, in Zarr v3; 1 by default' },
    engine: { value: 'NAME', about: 'auto, webgpu or cpu; auto takes a graphics card where there is one' },
    adapter: { value: 'NAME', about: 'the graphics adapter whose name contains this' },
    workers: { value: 'N', about: 'threads of the CPU engine; one a core by default' },
    prefetch: { value: 'BYTES', about: 'samples in flight at most; 536870912 by default' },
    progress: { value: 'KIND', about: 'bar, json or none; a bar on a terminal by default' },
    overwrite: { about: 'replace what an earlier run left in OUT' },
  },
}

const MOST_NAMED = 10
const DEFAULT_QUOTA_BYTES = 512 * 2 ** 20

export function runVerb(words: GivenWords, io: CommandIo): Promise<CommandResult> {
  return withFileThreads((threads) => run(words, io, threads))
}

async function run(words: GivenWords, io: CommandIo, { digestOfReads, writerTo }: FileThreads): Promise<CommandResult> {
  const { range, ...asked } = parseRequest(words)
  const gathersBy = parseGathersBy(words)
  const progress = progressDisplay(parseProgressKind(words.text('progress'), io.isTerminal), io)
  const quotaBytes = words.whole('prefetch', DEFAULT_QUOTA_BYTES, 1, Number.MAX_SAFE_INTEGER)
  const nWorkers = words.text('workers') === undefined ? null : words.whole('workers', 1, 1, 256)
  const recipe = await readRecipe(required(words, 'recipe'))
  const input = await openInputPlace(words.positionals[0]!)
  const output = await openOutputPlace(required(words, 'out'), input.realPaths)
  const reads = new RecordingFolder(input.folder, digestOfReads)
  const opened = await openDataset(reads, { signal: io.signal, ...gathersBy })
  const source = await withTraceHeaders(opened, headersNeededBy(recipe))
  const { nGathers } = source.info.gathers
  const { startGather, endGather } = range ?? { startGather: 0, endGather: nGathers }
  const request: BatchRequest = { ...asked, recipe, startGather, endGather }
  const wish = { recipe, engine: asked.engine, adapterName: words.text('adapter'), nWorkers }
  const engine = await LastingEngine.create(() => io.openEngine(wish))
  let hasBegun = false
  try {
    const report = await runBatch({
      source,
      engine,
      sink: createDatasetSink({
        input: reads,
        output,
        reads,
        writer: writerTo(output),
        overwrite: words.flag('overwrite'),
      }),
      request,
      quotaBytes,
      signal: io.signal,
      memoryBytes: () => process.resourceUsage().maxRSS * 1024,
      onProgress: (snapshot) => {
        hasBegun ||= snapshot.state === 'running'
        progress.show(snapshot)
      },
    })
    progress.end()
    return resultOf(report)
  } catch (thrown) {
    progress.end()
    throw new RunFailure(asSeisError(thrown), hasBegun)
  } finally {
    await engine.close()
    await source.close()
  }
}

interface AskedRequest {
  readonly write: BatchRequest['write']
  readonly sort: readonly SortKey[]
  readonly engine: BatchRequest['engine']
  readonly badSamples: BadSamplePolicy
  readonly layout: OutputLayout
  readonly range: { readonly startGather: number; readonly endGather: number } | null
}

function parseRequest(words: GivenWords): AskedRequest {
  required(words, 'recipe')
  required(words, 'out')
  return {
    write: oneOf(words, 'write', ['processed', 'noise', 'both']),
    sort: parseSort(words.text('sort')),
    engine: oneOf(words, 'engine', ['auto', 'webgpu', 'cpu']),
    badSamples: oneOf(words, 'bad-samples', BAD_SAMPLE_POLICIES),
    layout: parseLayout(words),
    range: parseRange(words.text('gathers')),
  }
}

/** Throws bad-words; whether they go together is found when the batch is planned. */
function parseLayout(words: GivenWords): OutputLayout {
  return {
    zarrFormat: oneOf(words, 'zarr', ['2', '3']) === '3' ? 3 : 2,
    codec: oneOf(words, 'codec', ['none', 'lz4', 'zstd']),
    chunks: oneOf(words, 'chunks', ['input', 'gathers']),
    chunksPerShard: words.whole('shard', 1, 1, 1024),
  }
}

function required(words: GivenWords, option: string): string {
  const text = words.text(option)
  if (text === undefined || text === '') throw new SeisError('bad-words', `--${option} is missing`)
  return text
}

/** `KEY[:desc][,KEY2]`; `:asc` is allowed too. */
export function parseSort(text: string | undefined): readonly SortKey[] {
  if (text === undefined) return []
  return text.split(',').map((part) => {
    const [, header, direction = 'asc'] = /^([^:]+)(?::(asc|desc))?$/.exec(part.trim()) ?? []
    if (header === undefined) {
      throw new SeisError('bad-words', `--sort is ${text}`, { todo: 'give header names as KEY[:desc][,KEY2]' })
    }
    return { header, descending: direction === 'desc' }
  })
}

function parseRange(text: string | undefined): AskedRequest['range'] {
  if (text === undefined) return null
  const [, start, end] = /^(\d+):(\d+)$/.exec(text) ?? []
  if (start === undefined || end === undefined) {
    throw new SeisError('bad-words', `--gathers is ${text}`, { todo: 'give A:B, from 0, B not included' })
  }
  return { startGather: Number(start), endGather: Number(end) }
}

async function readRecipe(path: string): Promise<Recipe> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new SeisError('not-found', 'The recipe cannot be read', { where: path, todo: 'check the path', cause })
  })
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause)
    throw new SeisError('bad-recipe', `The recipe is not JSON: ${found}`, { where: path, cause })
  }
  return parseRecipe(json)
}

/** The first of a long list, and how many more. */
function listOf(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${formatCount(names.length - MOST_NAMED)} more` : ''
  return names.slice(0, MOST_NAMED).join(', ') + more
}

function resultOf(report: BatchReport): CommandResult {
  const { state, gathersDone, tracesDone, bytesRead, bytesWritten, seconds, engine, adapter, quarantined } = report
  const { stages, bound, pace, peakMemoryBytes, chunksWritten, chunksReused, badSamples, missingChunks } = report
  const isDone = state === 'done'
  const exitCode = !isDone ? EXIT_STOPPED : quarantined.length > 0 ? EXIT_QUARANTINED : EXIT_DONE
  const summary = { gathers: gathersDone, traces: tracesDone, bytesRead, bytesWritten, seconds, engine, adapter }
  const rows: [string, string][] = [
    [isDone ? 'done' : 'stopped; can go on', `${formatCount(gathersDone)} of ${formatCount(report.nGathers)} gathers`],
    ['traces', formatCount(tracesDone)],
    ['read, written', `${formatBytes(bytesRead)}, ${formatBytes(bytesWritten)}`],
    [
      'time',
      `${formatDuration(seconds)}, ${formatCount(Math.round(report.tracesPerSecond))} traces/s, bound: ${bound}`,
    ],
    ['in hand at once', formatPace(pace)],
    ['engine', `${engine}, ${adapter}`],
  ]
  if (chunksReused > 0) rows.push(['kept from before', `${formatCount(chunksReused)} chunks`])
  if (badSamples > 0) rows.push(['bad samples', `${formatCount(badSamples)} counted as zero`])
  if (report.retries > 0) rows.push(['tried again', formatCount(report.retries)])
  if (missingChunks.length > 0) rows.push(['missing chunks', listOf(missingChunks)])
  for (const { gather, reason, written } of quarantined)
    rows.push([`gather ${gather} set aside`, `${formatWords(reason)} (${written})`])
  return {
    exitCode,
    json: {
      ...summary,
      stages,
      bound,
      pace,
      peakMemoryBytes,
      quarantined,
      state,
      chunksWritten,
      chunksReused,
      badSamples,
      missingChunks,
    },
    text: formatRows(rows),
  }
}

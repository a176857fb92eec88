import type { DatasetInfo, Problem } from '../core/dataset.ts'
import { openDataset } from '../data/dataset.ts'
import { type CommandIo, type CommandResult, EXIT_DONE } from './command-io.ts'
import { formatBytes, formatCount, formatRows, formatWords } from './format.ts'
import { gathersByWord, parseGathersBy } from './gathers-word.ts'
import { openInputPlace } from './places.ts'
import type { GivenWords, VerbWords } from './words.ts'

export const infoWords: VerbWords = {
  verb: 'info',
  summary: 'says what a dataset holds: shape, interval, gathers, headers, codecs, problems found',
  positionals: ['DATASET'],
  options: gathersByWord,
}

export async function infoVerb(words: GivenWords, io: CommandIo): Promise<CommandResult> {
  const { folder } = await openInputPlace(words.positionals[0]!)
  const source = await openDataset(folder, { signal: io.signal, ...parseGathersBy(words) })
  try {
    return { exitCode: EXIT_DONE, json: jsonOf(source.info), text: textOf(source.info) }
  } finally {
    await source.close()
  }
}

function jsonOf(info: DatasetInfo): unknown {
  const { name, form, nSamples, nTraces, sampleIntervalMs, array, headerNames, completeness, problems } = info
  const { nGathers, origin, keys } = info.gathers
  const { fewest, most } = foldOf(info)
  return {
    name,
    form,
    shape: [nSamples, nTraces],
    nSamples,
    nTraces,
    sampleIntervalMs,
    gathers: nGathers,
    gatherIndex: { origin, keys: Object.keys(keys), fewestTraces: fewest, mostTraces: most },
    headers: headerNames,
    codecs: array.codecs,
    array,
    completeness,
    problems,
  }
}

function textOf(info: DatasetInfo): string {
  const { nSamples, nTraces, sampleIntervalMs, array, headerNames, problems } = info
  const { nGathers, origin, keys } = info.gathers
  const { fewest, most } = foldOf(info)
  const keyNames = Object.keys(keys).join(', ')
  const lengthMs = formatCount(nSamples * sampleIntervalMs)
  const rows: [string, string][] = [
    ['dataset', `${info.name} (${info.form}, ${info.completeness})`],
    ['samples', `${formatCount(nSamples)} at ${sampleIntervalMs} ms, ${lengthMs} ms`],
    ['traces', `${formatCount(nTraces)}, ${formatBytes(nSamples * nTraces * 4)} as float32`],
    ['gathers', `${formatCount(nGathers)} of ${fewest === most ? most : `${fewest} to ${most}`} traces, by ${origin}`],
    ['gather keys', keyNames === '' ? 'none' : keyNames],
    ['array', `${array.path === '' ? '.' : array.path}, Zarr v${array.zarrFormat}, ${array.dtype}, ${array.axes}`],
    ['chunks', `${array.chunkSamples} x ${array.chunkTraces}${array.shardTraces === null ? '' : ', sharded'}`],
    ['codecs', array.codecs.length === 0 ? 'none' : array.codecs.join(', ')],
    ['headers', headerNames.length === 0 ? 'none' : headerNames.join(', ')],
    ['problems', problems.length === 0 ? 'none' : String(problems.length)],
  ]
  return [formatRows(rows), ...problems.map(problemLine)].join('\n')
}

function problemLine({ severity, fault, where, found, expected }: Problem): string {
  return `  ${severity}: ${fault} - ${where}: found ${formatWords(found)}, expected ${formatWords(expected)}`
}

function foldOf({ gathers }: DatasetInfo): { fewest: number; most: number } {
  let fewest = Number.POSITIVE_INFINITY
  let most = 0
  for (let gather = 0; gather < gathers.nGathers; gather++) {
    const nTraces = gathers.endTrace[gather]! - gathers.startTrace[gather]!
    fewest = Math.min(fewest, nTraces)
    most = Math.max(most, nTraces)
  }
  return { fewest: gathers.nGathers === 0 ? 0 : fewest, most }
}

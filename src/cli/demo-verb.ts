import { SeisError } from '../core/errors.ts'
import { openDataset } from '../data/dataset.ts'
import { DEFAULT_DEMO_OPTIONS, type DemoOptions, writeDemo } from '../data/demo/write-demo.ts'
import { CHUNK_CODECS, type ChunkCodec } from '../data/zarr-v2-writer.ts'
import { type CommandIo, type CommandResult, EXIT_DONE } from './command-io.ts'
import { formatCount } from './format.ts'
import { openOutputPlace } from './places.ts'
import type { GivenWords, VerbWords } from './words.ts'

const { gathers, traces, samples, intervalMs, seed, chunk, codec } = DEFAULT_DEMO_OPTIONS

export const demoWords: VerbWords = {
  verb: 'demo',
  summary: 'writes a synthetic dataset, with its signal alone in clean.zarr',
  positionals: ['OUT'],
  options: {
    gathers: { value: 'N', about: `shots; ${gathers} by default` },
    traces: { value: 'N', about: `traces of a shot; ${traces} by default` },
    samples: { value: 'N', about: `samples of a trace; ${samples} by default` },
    intervalMs: { value: 'MS', about: `sample interval; ${intervalMs} by default` },
    seed: { value: 'N', about: `the same seed gives the same dataset; ${seed} by default` },
    chunk: { value: 'N', about: `traces of a chunk; ${chunk} by default` },
    codec: { value: 'NAME', about: `${CHUNK_CODECS.join(', ')}; ${codec} by default` },
  },
}

export async function demoVerb(words: GivenWords, io: CommandIo): Promise<CommandResult> {
  const place = words.positionals[0]!
  const options: DemoOptions = {
    gathers: words.whole('gathers', gathers, 1, 1e6),
    traces: words.whole('traces', traces, 1, 1e6),
    samples: words.whole('samples', samples, 1, 1e6),
    intervalMs: parseInterval(words.text('intervalMs')),
    seed: words.whole('seed', seed, 0, 2 ** 32 - 1),
    chunk: words.whole('chunk', chunk, 1, 1e6),
    codec: parseCodec(words.text('codec')),
  }
  const output = await openOutputPlace(place, [])
  if ((await output.list('')).length > 0) {
    throw new SeisError('conflict', 'The folder is not empty', { where: place, todo: 'give a new or empty folder' })
  }
  await writeDemo(output, options, { signal: io.signal })
  const { info } = await openDataset(output, { signal: io.signal })
  const { nGathers } = info.gathers
  return {
    exitCode: EXIT_DONE,
    json: { out: output.root, gathers: nGathers, traces: info.nTraces, samples: info.nSamples, ...seedOf(options) },
    text: `${formatCount(nGathers)} gathers, ${formatCount(info.nTraces)} traces of ${info.nSamples} samples in ${place}`,
  }
}

function seedOf(options: DemoOptions) {
  return { intervalMs: options.intervalMs, seed: options.seed, chunk: options.chunk, codec: options.codec }
}

function parseInterval(text: string | undefined): number {
  const value = text === undefined ? intervalMs : Number(text)
  if (text !== '' && Number.isFinite(value) && value > 0) return value
  throw new SeisError('bad-words', `--intervalMs is ${text}`, { todo: 'give milliseconds above 0' })
}

function parseCodec(text: string | undefined): ChunkCodec {
  const found = CHUNK_CODECS.find((candidate) => candidate === (text ?? codec))
  if (found !== undefined) return found
  throw new SeisError('bad-words', `--codec is ${text}`, { todo: `give one of ${CHUNK_CODECS.join(', ')}` })
}

/** The command line of SeisProc Web: verbs, words, exit codes. Composition root for Node. */
import { asSeisError, errorLine, isSeisError, SeisError, type SeisErrorCode } from '../core/errors.ts'
import { PROGRAM_VERSION } from '../core/program.ts'
import { benchVerb, benchWords } from './bench-verb.ts'
import {
  type CommandIo,
  type CommandResult,
  EXIT_BAD_WORDS,
  EXIT_DONE,
  EXIT_FAILED,
  EXIT_STOPPED,
} from './command-io.ts'
import { demoVerb, demoWords } from './demo-verb.ts'
import { formatWords } from './format.ts'
import { infoVerb, infoWords } from './info-verb.ts'
import { openEngine } from './open-engine.ts'
import { RunFailure } from './run-failure.ts'
import { runVerb, runWords } from './run-verb.ts'
import { verifyVerb, verifyWords } from './verify-verb.ts'
import { type GivenWords, parseWords, usageOf, type VerbWords } from './words.ts'

interface Verb {
  readonly words: VerbWords
  readonly run: (words: GivenWords, io: CommandIo) => Promise<CommandResult>
}

const VERBS: readonly Verb[] = [
  { words: infoWords, run: infoVerb },
  { words: demoWords, run: demoVerb },
  { words: runWords, run: runVerb },
  { words: verifyWords, run: verifyVerb },
  { words: benchWords, run: benchVerb },
]

/** Errors that mean bad words or bad input as long as nothing has been written. */
const BAD_INPUT: readonly SeisErrorCode[] = [
  'bad-words',
  'bad-recipe',
  'bad-input',
  'not-found',
  'conflict',
  'unsupported',
  'permission',
]

/** Runs one command and resolves to its exit code; writes only by way of `io`. */
export async function run(argv: readonly string[], io: CommandIo): Promise<number> {
  const [name = '', ...args] = argv
  const wantsJson = argv.includes('--json')
  if (name === '--help' || name === 'help') {
    io.stdout(programUsage())
    return EXIT_DONE
  }
  if (name === '--version') {
    io.stdout(`${PROGRAM_VERSION}\n`)
    return EXIT_DONE
  }
  const verb = VERBS.find((candidate) => candidate.words.verb === name)
  try {
    if (verb === undefined) {
      const known = VERBS.map(({ words }) => words.verb).join(', ')
      const what = name === '' || name.startsWith('-') ? 'The verb is missing' : `There is no verb ${name}`
      throw new SeisError('bad-words', what, { todo: `use ${known}` })
    }
    const words = parseWords(verb.words, args)
    if (words.flag('help')) {
      io.stdout(usageOf(verb.words))
      return EXIT_DONE
    }
    const result = await verb.run(words, io)
    io.stdout(wantsJson ? `${JSON.stringify(result.json)}\n` : `${result.text}\n`)
    return result.exitCode
  } catch (thrown) {
    const hasBegun = thrown instanceof RunFailure && thrown.hasBegun
    const error = thrown instanceof RunFailure ? thrown.error : asSeisError(thrown)
    // What is to be done stays as it is to be typed.
    const line = errorLine({ message: formatWords(error.message), where: error.where, todo: error.todo })
    io.stderr(`seisproc: ${line.replace(/\s*\n\s*/g, ' ')}\n`)
    if (error.code === 'bad-words') io.stderr(verb === undefined ? programUsage() : usageOf(verb.words))
    if (wantsJson) io.stdout(`${JSON.stringify(errorJson(error))}\n`)
    return exitCodeOf(error, hasBegun)
  }
}

function exitCodeOf(error: SeisError, hasBegun: boolean): number {
  if (error.code === 'cancelled') return EXIT_STOPPED
  return !hasBegun && isSeisError(error, ...BAD_INPUT) ? EXIT_BAD_WORDS : EXIT_FAILED
}

function errorJson({ code, message, where, todo, fields }: SeisError): unknown {
  return { error: { code, message, where, todo, ...fields } }
}

function programUsage(): string {
  const lines = VERBS.map(
    ({ words }) => `  ${[words.verb, ...words.positionals].join(' ').padEnd(14)} ${words.summary}`,
  )
  return ['usage: seisproc VERB ...', ...lines, '  VERB --help    the words of a verb', ''].join('\n')
}

/**
 * The program: runs the command of `argv` and ends the process with its exit code, once everything is written out
 * (explicitly, as the GPU's driver threads would keep it alive). The first SIGINT or SIGTERM (as schedulers send it)
 * stops cleanly, the second at once.
 */
export async function main(argv: readonly string[]): Promise<void> {
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stop.signal.aborted) process.exit(EXIT_STOPPED)
      stop.abort()
    })
  }
  // Whoever listened is gone (a closed pipe) or cannot take more: no reason to break off a batch.
  process.stderr.on('error', () => undefined)
  let isHeard = true
  process.stdout.on('error', () => {
    isHeard = false
  })
  const exitCode = await run(argv, {
    stdout: (text) => void process.stdout.write(text),
    stderr: (text) => void process.stderr.write(text),
    isTerminal: process.stderr.isTTY === true,
    signal: stop.signal,
    openEngine,
  })
  await Promise.all([flushed(process.stdout), flushed(process.stderr)])
  process.exit(isHeard ? exitCode : exitCode || EXIT_FAILED)
}

function flushed(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    stream.write('', () => resolve())
  })
}

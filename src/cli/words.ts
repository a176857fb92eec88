import { type ParseArgsConfig, parseArgs } from 'node:util'
import { SeisError } from '../core/errors.ts'

export interface OptionWord {
  /** What stands behind the option in the usage, such as BYTES; none for a flag. */
  readonly value?: string
  readonly about: string
}

/** The words that a verb takes: positional ones by name, options by name without the dashes. */
export interface VerbWords {
  readonly verb: string
  readonly summary: string
  readonly positionals: readonly string[]
  readonly options: Readonly<Record<string, OptionWord>>
}

/** The words of one call, all of them known. */
export interface GivenWords {
  readonly positionals: readonly string[]
  /** Value of an option, or undefined when it was not given. */
  text(option: string): string | undefined
  flag(option: string): boolean
  /** A whole number within limits; throws bad-words naming them. */
  whole(option: string, fallback: number, min: number, max: number): number
}

/** Options of every verb. */
export const SHARED_OPTIONS: Readonly<Record<string, OptionWord>> = {
  json: { about: 'one JSON object as the last line of stdout' },
  help: { about: 'these words' },
}

/** Throws bad-words for a word that the verb does not know, a missing value or a missing positional word. */
export function parseWords(words: VerbWords, args: readonly string[]): GivenWords {
  const known = { ...words.options, ...SHARED_OPTIONS }
  const options: NonNullable<ParseArgsConfig['options']> = Object.fromEntries(
    Object.entries(known).map(([name, { value }]) => [name, { type: value === undefined ? 'boolean' : 'string' }]),
  )
  const { values, positionals } = parse(args, options)
  if (values['help'] !== true) checkPositionals(words, positionals)
  const text = (option: string): string | undefined => {
    const value = values[option]
    return typeof value === 'string' ? value : undefined
  }
  return {
    positionals,
    text,
    flag: (option) => values[option] === true,
    whole: (option, fallback, min, max) => wholeNumber(option, text(option), fallback, min, max),
  }
}

function parse(args: readonly string[], options: NonNullable<ParseArgsConfig['options']>) {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true, strict: true })
  } catch (error) {
    const [what = ''] = (error instanceof Error ? error.message : String(error)).split(/\. |\n/)
    throw new SeisError('bad-words', what)
  }
}

function checkPositionals(words: VerbWords, given: readonly string[]): void {
  const missing = words.positionals[given.length]
  if (missing !== undefined) throw new SeisError('bad-words', `${missing} is missing`, { where: words.verb })
  const extra = given[words.positionals.length]
  if (extra !== undefined) throw new SeisError('bad-words', `Unexpected word ${extra}`, { where: words.verb })
}

function wholeNumber(option: string, text: string | undefined, fallback: number, min: number, max: number): number {
  if (text === undefined) return fallback
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= min && value <= max) return value
  throw new SeisError('bad-words', `--${option} is ${text}`, {
    todo: `give a whole number from ${min} to ${max}`,
    fields: { option, value: text, limits: `${min} to ${max}` },
  })
}

/** The value of an option that must be one of `choices`, the first by default; throws bad-words naming them. */
export function oneOf<Choice extends string>(
  words: GivenWords,
  option: string,
  choices: readonly [Choice, ...Choice[]],
) {
  const text = words.text(option) ?? choices[0]
  const choice = choices.find((candidate) => candidate === text)
  if (choice !== undefined) return choice
  throw new SeisError('bad-words', `--${option} is ${text}`, { todo: `give one of ${choices.join(', ')}` })
}

/** `usage: seisproc VERB ...` and a line for each option. */
export function usageOf(words: VerbWords): string {
  const options = Object.entries({ ...words.options, ...SHARED_OPTIONS }).map(([name, { value, about }]) => {
    const head = value === undefined ? `--${name}` : `--${name} ${value}`
    return `  ${head.padEnd(34)} ${about}`
  })
  const head = ['usage: seisproc', words.verb, ...words.positionals, '[options]'].join(' ')
  return [head, `  ${words.summary}`, ...options, ''].join('\n')
}

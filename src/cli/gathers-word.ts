import { SeisError } from '../core/errors.ts'
import type { GathersBy } from '../data/find-gathers.ts'
import type { GivenWords, OptionWord } from './words.ts'

/** Option of the verbs that open a dataset. */
export const gathersByWord: Readonly<Record<'gathersBy', OptionWord>> = {
  gathersBy: { value: 'HEADER|N|whole', about: 'gathers by a header, of N traces, or one; by the index by default' },
}

/** What `--gathersBy` asks for, to be handed to `openDataset`; nothing without the word. */
export function parseGathersBy(words: GivenWords): { readonly gathersBy?: GathersBy } {
  const text = words.text('gathersBy')
  if (text === undefined) return {}
  if (text === 'whole') return { gathersBy: 'whole' }
  if (/^\d+$/.test(text)) return { gathersBy: { size: words.whole('gathersBy', 1, 1, Number.MAX_SAFE_INTEGER) } }
  if (text !== '') return { gathersBy: { header: text } }
  throw new SeisError('bad-words', '--gathersBy is empty', { todo: 'give a header, a number of traces, or whole' })
}

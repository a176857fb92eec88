import { verifyOutput } from '../data/output/verify.ts'
import { type CommandIo, type CommandResult, EXIT_DONE, EXIT_FAILED } from './command-io.ts'
import { formatBytes, formatCount, formatWords } from './format.ts'
import { openInputPlace } from './places.ts'
import type { GivenWords, VerbWords } from './words.ts'

export const verifyWords: VerbWords = {
  verb: 'verify',
  summary: 'compares every chunk of a finished run with its certificate',
  positionals: ['OUT'],
  options: {},
}

export async function verifyVerb(words: GivenWords, io: CommandIo): Promise<CommandResult> {
  const { folder } = await openInputPlace(words.positionals[0]!)
  const report = await verifyOutput(folder, { signal: io.signal })
  const { chunks, files, bytes, faults } = report
  const lines = faults.map(
    ({ path, fault, found, expected }) =>
      `${path}: ${fault}: found ${formatWords(found)}, expected ${formatWords(expected)}`,
  )
  const total = `${formatCount(chunks)} chunks and ${formatCount(files)} files, ${formatBytes(bytes)}`
  const verdict = faults.length === 0 ? `as certified: ${total}` : `${faults.length} of ${total} are not as certified`
  return {
    exitCode: faults.length === 0 ? EXIT_DONE : EXIT_FAILED,
    json: { ok: faults.length === 0, ...report },
    text: [...lines, verdict].join('\n'),
  }
}

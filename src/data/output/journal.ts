import type { WritableFolder } from '../../core/folder.ts'
import type { GatherResult } from '../../core/sink.ts'
import type { FileDigest } from './digest.ts'
import type { RunCopy } from './journal-copy.ts'
import type { ReadRecord } from './recording-folder.ts'

/** One line of the journal: a chunk that was written and proven, a finished gather, or input that was read. */
export type JournalLine =
  | ({ readonly chunk: string } & FileDigest)
  | { readonly gather: GatherResult }
  | { readonly read: ReadRecord }

/** A new file after this many lines: a file is written whole at each flush, and stays small. */
const LINES_PER_FILE = 256
const FLUSH_LINES = 32
const FLUSH_MS = 1000

/**
 * The journal of an unfinished run, as `journal-0001.jsonl` and so on in the output folder. What it does not yet hold
 * when the program dies is computed again; what it holds is checked against the files before it is believed.
 */
export class Journal {
  readonly #folder: WritableFolder
  readonly #copy: RunCopy | null
  #lines: string[] = []
  #fileNumber: number
  #unwritten = 0
  #flushedAt = performance.now()
  #flushing: Promise<void> = Promise.resolve()

  /** Starts a new file after those that are there, `files` in order. */
  constructor(folder: WritableFolder, files: readonly string[], copy: RunCopy | null = null) {
    this.#folder = folder
    this.#copy = copy
    this.#fileNumber = Number(/\d+/.exec(files.at(-1) ?? '0')) + 1
  }

  add(line: JournalLine): void {
    this.#lines.push(JSON.stringify(line))
    this.#unwritten += 1
  }

  /** Writes what was added when it is much or a second old. */
  async flushIfDue(): Promise<void> {
    if (this.#unwritten >= FLUSH_LINES || performance.now() - this.#flushedAt >= FLUSH_MS) await this.flush()
  }

  flush(): Promise<void> {
    const flushed = this.#flushing.then(() => this.#writeFile())
    this.#flushing = flushed.catch(() => undefined)
    return flushed
  }

  async #writeFile(): Promise<void> {
    const [nLines, nUnwritten] = [this.#lines.length, this.#unwritten]
    if (nUnwritten === 0) return
    this.#unwritten = 0
    this.#flushedAt = performance.now()
    const path = `journal-${String(this.#fileNumber).padStart(4, '0')}.jsonl`
    try {
      await this.#folder.write(path, new TextEncoder().encode(`${this.#lines.join('\n')}\n`))
    } catch (error) {
      this.#unwritten += nUnwritten
      throw error
    }
    this.#copy?.add(this.#lines.slice(nLines - nUnwritten, nLines))
    if (nLines < LINES_PER_FILE) return
    this.#lines = this.#lines.slice(nLines)
    this.#fileNumber += 1
  }
}

/** Names of the journal's files in a folder, in order. */
export async function journalFiles(folder: WritableFolder): Promise<readonly string[]> {
  const entries = await folder.list('')
  return entries
    .map(({ name }) => name)
    .filter((name) => /^journal-\d+\.jsonl$/.test(name))
    .sort()
}

/** All lines, oldest first; a line that is cut short or damaged is passed over: its work is done again. */
export async function readJournal(folder: WritableFolder): Promise<readonly JournalLine[]> {
  const lines: JournalLine[] = []
  for (const name of await journalFiles(folder)) {
    const bytes = await folder.read(name)
    for (const line of parseLines(new TextDecoder().decode(bytes).split('\n'))) lines.push(line)
  }
  return lines
}

/** What a line speaks of: of two about the same the later one counts. */
export function subjectOf(line: JournalLine): string {
  if ('chunk' in line) return `chunk ${line.chunk}`
  return 'gather' in line ? `gather ${line.gather.gather}` : `read ${line.read.path}`
}

export function parseLines(texts: readonly string[]): readonly JournalLine[] {
  return texts.map(parseLine).filter((line) => line !== null)
}

function parseLine(text: string): JournalLine | null {
  try {
    const line: unknown = JSON.parse(text)
    const isLine = typeof line === 'object' && line !== null && ('chunk' in line || 'gather' in line || 'read' in line)
    return isLine ? (line as JournalLine) : null
  } catch {
    return null
  }
}

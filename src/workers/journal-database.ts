/** Journals of batches in IndexedDB, beside those in the output folders. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { JournalCopy } from '../data/output/journal-copy.ts'

interface JournalSchema extends DBSchema {
  lines: { key: number; value: { run: string; lines: readonly string[] }; indexes: { run: string } }
}

/** Runs begin with the time of their start; those before the newest so many are forgotten. */
const MOST_RUNS = 20

export class JournalDatabase implements JournalCopy {
  #opened: Promise<IDBPDatabase<JournalSchema>> | undefined
  #isTidy = false

  async read(run: string): Promise<readonly string[]> {
    const kept = await (await this.#database()).getAllFromIndex('lines', 'run', run)
    return kept.flatMap(({ lines }) => lines)
  }

  async add(run: string, lines: readonly string[]): Promise<void> {
    await (await this.#database()).add('lines', { run, lines })
    if (this.#isTidy) return
    this.#isTidy = true
    await this.#forgetOldRuns()
  }

  async remove(run: string): Promise<void> {
    await this.#removeAll(IDBKeyRange.only(run))
  }

  async #forgetOldRuns(): Promise<void> {
    const index = (await this.#database()).transaction('lines').store.index('run')
    let nRuns = 0
    for (let at = await index.openKeyCursor(null, 'prevunique'); at !== null; at = await at.continue()) {
      nRuns += 1
      if (nRuns === MOST_RUNS) return this.#removeAll(IDBKeyRange.upperBound(at.key, true))
    }
  }

  async #removeAll(runs: IDBKeyRange): Promise<void> {
    const { store, done } = (await this.#database()).transaction('lines', 'readwrite')
    const removed = store.index('run').getAllKeys(runs)
    await Promise.all([removed.then((keys) => Promise.all(keys.map((key) => store.delete(key)))), done])
  }

  #database(): Promise<IDBPDatabase<JournalSchema>> {
    this.#opened ??= openDB<JournalSchema>('seisproc-journals', 1, {
      upgrade: (database) => {
        database.createObjectStore('lines', { autoIncrement: true }).createIndex('run', 'run')
      },
    })
    return this.#opened
  }
}

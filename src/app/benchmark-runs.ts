/** Benchmarks that ran in this browser, in IndexedDB: newest first, the oldest forgotten beyond a limit. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import { type BenchmarkRun, MAX_RUNS, withRuns } from '../state/benchmark.ts'

export interface BenchmarkRunStore {
  list(): Promise<readonly BenchmarkRun[]>
  keep(run: BenchmarkRun): Promise<void>
}

interface RunSchema extends DBSchema {
  runs: { key: string; value: BenchmarkRun }
}

/** To be raised when a figure changes its meaning or its place in a report: older runs are forgotten then. */
const REPORT_VERSION = 2

export class BenchmarkRuns implements BenchmarkRunStore {
  #opened: Promise<IDBPDatabase<RunSchema>> | undefined

  async list(): Promise<readonly BenchmarkRun[]> {
    return withRuns(await (await this.#database()).getAll('runs'), [])
  }

  async keep(run: BenchmarkRun): Promise<void> {
    const database = await this.#database()
    await database.put('runs', run)
    const all = await database.getAll('runs')
    const kept = new Set(withRuns(all, []).map(({ id }) => id))
    if (all.length <= MAX_RUNS) return
    await Promise.all(all.filter(({ id }) => !kept.has(id)).map(({ id }) => database.delete('runs', id)))
  }

  #database(): Promise<IDBPDatabase<RunSchema>> {
    this.#opened ??= openDB<RunSchema>('seisproc-benchmark', REPORT_VERSION, {
      upgrade: (database) => {
        for (const name of database.objectStoreNames) database.deleteObjectStore(name)
        database.createObjectStore('runs', { keyPath: 'id' })
      },
    })
    return this.#opened
  }
}

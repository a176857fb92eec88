/** What is known of the gathers of a dataset, in IndexedDB, so that it is computed once. */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb'
import type { DatasetInfo } from '../core/dataset.ts'

export interface KeptQc {
  /** From `qcKeyOf`. */
  readonly key: string
  /** Milliseconds since 1970. */
  readonly keptAt: number
  /** NaN where it is not computed. */
  readonly rms: Float32Array
  readonly failed: readonly number[]
  readonly bookmarks: readonly number[]
  readonly order: string | null
}

export interface QcKeep {
  get(key: string): Promise<KeptQc | undefined>
  put(qc: KeptQc): Promise<void>
}

interface QcSchema extends DBSchema {
  qc: { key: string; value: KeptQc; indexes: { keptAt: number } }
}

/** Of more datasets than these, the ones longest not touched are forgotten. */
const MOST_DATASETS = 30

export class KeptQcs implements QcKeep {
  #opened: Promise<IDBPDatabase<QcSchema>> | undefined

  async get(key: string): Promise<KeptQc | undefined> {
    return (await this.#database()).get('qc', key)
  }

  async put(qc: KeptQc): Promise<void> {
    const database = await this.#database()
    await database.put('qc', qc)
    const oldestFirst = await database.getAllKeysFromIndex('qc', 'keptAt')
    const tooMany = oldestFirst.slice(0, Math.max(0, oldestFirst.length - MOST_DATASETS))
    await Promise.all(tooMany.map((key) => database.delete('qc', key)))
  }

  #database(): Promise<IDBPDatabase<QcSchema>> {
    this.#opened ??= openDB<QcSchema>('seisproc-qc', 1, {
      upgrade: (database) => {
        database.createObjectStore('qc', { keyPath: 'key' }).createIndex('keptAt', 'keptAt')
      },
    })
    return this.#opened
  }
}

/** Tells datasets apart by name, shape, metadata and where their gathers are. */
export async function qcKeyOf({ name, nSamples, nTraces, gathers, array, metadata }: DatasetInfo): Promise<string> {
  const { startTrace, endTrace } = gathers
  const facts = new TextEncoder().encode(JSON.stringify({ array, metadata }))
  const bytes = await new Blob([facts, copyOf(startTrace), copyOf(endTrace)]).arrayBuffer()
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  const hex = Array.from(digest.subarray(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${name} ${nSamples} x ${nTraces} ${hex}`
}

/** A Blob takes no memory that threads share. */
function copyOf(values: Float64Array): Float64Array<ArrayBuffer> {
  return new Float64Array(values)
}

import type { ShardMetadata } from './array-metadata.ts'
import { checkCrc32c } from './codecs/crc32c.ts'
import type { ReadableStore } from './store.ts'

/** Where an inner chunk lies in its shard; undefined in place of one that was not written. */
export interface ShardEntry {
  readonly offset: number
  readonly length: number
}

interface ShardIndex {
  /** Offset and length of each inner chunk, in C order. */
  readonly values: BigUint64Array
  readonly bytes: number
}

export interface ShardLookUp {
  readonly entry: ShardEntry | undefined
  /** Bytes read to find it: 0 when the index was known. */
  readonly indexBytes: number
}

const EMPTY = 2n ** 64n - 1n
const MOST_KEPT = 64

/** The indices of the shards of one array, each read once and the last ones kept. */
export class ShardIndexes {
  private readonly store: ReadableStore
  private readonly shard: ShardMetadata
  private readonly nInner: number
  private readonly kept = new Map<string, Promise<ShardIndex | undefined>>()

  constructor(store: ReadableStore, shard: ShardMetadata, nInner: number) {
    this.store = store
    this.shard = shard
    this.nInner = nInner
  }

  /** Throws Error when the index is damaged. No signal: others may wait for the same index. */
  async find(key: string, inner: number): Promise<ShardLookUp> {
    const known = this.kept.get(key)
    const reading = known ?? this.read(key)
    if (known === undefined) this.keep(key, reading)
    const index = await reading
    if (index === undefined) return { entry: undefined, indexBytes: 0 }
    const indexBytes = known === undefined ? index.bytes : 0
    const offset = index.values[2 * inner]
    const length = index.values[2 * inner + 1]
    if (offset === undefined || length === undefined || (offset === EMPTY && length === EMPTY))
      return { entry: undefined, indexBytes }
    if (offset + length > BigInt(Number.MAX_SAFE_INTEGER)) throw new Error('a shard index with impossible offsets')
    return { entry: { offset: Number(offset), length: Number(length) }, indexBytes }
  }

  private keep(key: string, reading: Promise<ShardIndex | undefined>): void {
    this.kept.set(key, reading)
    const forget = () => this.kept.delete(key)
    // A missing shard may be written later, and a failed read may be tried again.
    reading.then((index) => index ?? forget(), forget)
    if (this.kept.size > MOST_KEPT) this.kept.delete(this.kept.keys().next().value ?? key)
  }

  private async read(key: string): Promise<ShardIndex | undefined> {
    const length = 16 * this.nInner + (this.shard.hasIndexChecksum ? 4 : 0)
    const range = this.shard.indexAt === 'end' ? { suffixLength: length } : { offset: 0, length }
    const stored = await this.store.getRange(`/${key}`, range)
    if (stored === undefined) return undefined
    if (stored.byteLength !== length) throw new Error(`shard of ${stored.byteLength} bytes, an index takes ${length}`)
    const body = this.shard.hasIndexChecksum ? checkIndex(stored) : stored
    return { values: new BigUint64Array(new Uint8Array(body).buffer), bytes: length }
  }
}

function checkIndex(stored: Uint8Array): Uint8Array {
  try {
    return checkCrc32c(stored)
  } catch (error) {
    throw new Error(`shard index: ${error instanceof Error ? error.message : String(error)}`)
  }
}

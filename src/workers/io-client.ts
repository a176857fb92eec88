import * as Comlink from 'comlink'
import type { BrowsedSource, DatasetInfo, ReadCounts, ReadOptions, TraceSpan } from '../core/dataset.ts'
import type { Gather } from '../core/gather.ts'
import type { OpenOptions } from '../data/dataset.ts'
import type { DatasetLocation } from '../data/location.ts'
import type { Counted, IoApi } from './io.worker.ts'
import { WorkerCalls } from './worker-calls.ts'

/** A dataset that threads read and decode; `close` or `terminate` ends them. */
export interface WorkerGatherSource extends BrowsedSource {
  /** Ends the threads at once; reads under way reject with cancelled. */
  terminate(): void
}

export type OpenInWorkerOptions = Omit<OpenOptions, 'openArray'>

/** Waits for the next dataset, with what reads it fetched and compiled. */
let spare: WorkerCalls<IoApi> | null = null

/** Starts the threads of the next dataset ahead of it. */
export function prepareDatasetThreads(): void {
  if (spare !== null) return
  const started = spawnReader()
  spare = started
  started
    .call((remote) => remote.prepare())
    .catch(() => {
      // The dataset itself says what is wrong.
      started.terminate()
      if (spare === started) spare = null
    })
}

function spawnReader(): WorkerCalls<IoApi> {
  const worker = new Worker(new URL('./io.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerCalls<IoApi>(worker, 'The thread that reads the dataset')
}

/** The same as `openDataset` on the folder behind `location`, in threads of its own. */
export async function openDatasetInWorker(
  location: DatasetLocation,
  { signal, onProgress = () => {}, ...plain }: OpenInWorkerOptions = {},
): Promise<WorkerGatherSource> {
  const calls = spare ?? spawnReader()
  spare = null
  try {
    const opened = await calls.call(
      (remote, own) => remote.open(location, plain, Comlink.proxy(onProgress), own),
      signal,
    )
    return new RemoteGatherSource(calls, opened)
  } catch (error) {
    calls.terminate()
    throw error
  }
}

class RemoteGatherSource implements WorkerGatherSource {
  readonly info: DatasetInfo
  readonly #calls: WorkerCalls<IoApi>
  #counts: ReadCounts

  constructor(calls: WorkerCalls<IoApi>, opened: Counted<DatasetInfo>) {
    this.#calls = calls
    this.info = opened.value
    this.#counts = opened.counts
  }

  async readGather(index: number, options: ReadOptions = {}): Promise<Gather> {
    return this.#counted(await this.#calls.call((remote, own) => remote.readGather(index, own), options.signal))
  }

  async readRms(index: number, options: ReadOptions = {}): Promise<number> {
    return this.#counted(await this.#calls.call((remote, own) => remote.readRms(index, own), options.signal))
  }

  async readAhead(index: number, options: ReadOptions = {}): Promise<void> {
    this.#counted(await this.#calls.call((remote, own) => remote.readAhead(index, own), options.signal))
  }

  async readHeader(name: string, span?: TraceSpan, options: ReadOptions = {}): Promise<Float64Array> {
    return this.#counted(await this.#calls.call((remote, own) => remote.readHeader(name, span, own), options.signal))
  }

  /** As of the last answer. */
  readCounts(): ReadCounts {
    return this.#counts
  }

  async close(): Promise<void> {
    this.terminate()
  }

  terminate(): void {
    this.#calls.terminate()
  }

  #counted<Value>({ value, counts }: Counted<Value>): Value {
    if (counts.chunksRead + counts.cacheHits >= this.#counts.chunksRead + this.#counts.cacheHits) this.#counts = counts
    return value
  }
}

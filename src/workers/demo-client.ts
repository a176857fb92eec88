import * as Comlink from 'comlink'
import { browserFolder } from './browser-folder.ts'
import type { DemoApi } from './demo.worker.ts'
import { WorkerCalls } from './worker-calls.ts'

/** To be raised when the generator gives other samples: an older demo is then left alone and a new one made. */
const DEMO_VERSION = 1
const DEMO_NAME = 'seisproc-demo'
/** A file beside the dataset, written when all of it is. */
const WHOLE = 'whole'

/** Samples on their way into a dataset. */
export interface Writing {
  /** Resolves when those of all traces before this one can be read. */
  until(endTrace: number): Promise<void>
  readonly whole: Promise<void>
}

export interface DemoFolder {
  /** With all that is needed to open the dataset. */
  readonly handle: FileSystemDirectoryHandle
  /** Null where all samples are there as well; what is not yet may not be read. */
  readonly writing: Writing | null
}

/** Waits for the demo to be asked for, with what makes it fetched and compiled. */
let spare: WorkerCalls<DemoApi> | null = null

/** Starts the thread that makes the demo ahead of it. */
export function prepareDemo(): void {
  spare ??= spawn()
}

/** Ends that thread: another dataset was opened. */
export function forgetDemo(): void {
  spare?.terminate()
  spare = null
}

function spawn(): WorkerCalls<DemoApi> {
  const worker = new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module' })
  return new WorkerCalls<DemoApi>(worker, 'The thread that makes the demo dataset', 'open the demo again')
}

/** The demo dataset in the browser's own storage (OPFS); made by the first call, found by later ones. */
export async function openDemoFolder(onProgress: (text: string) => void): Promise<DemoFolder> {
  const parent = await browserFolder(`demo-${DEMO_VERSION}`)
  const handle = await parent.getDirectoryHandle(DEMO_NAME, { create: true })
  if (await isThere(parent, WHOLE)) return { handle, writing: null }
  onProgress('Making the demo dataset')
  const calls = spare ?? spawn()
  spare = null
  await calls
    .call((remote) => remote.writeTables(handle))
    .catch((error: unknown) => {
      calls.terminate()
      throw error
    })
  const report = (done: number): void => onProgress(`Making the demo dataset: ${Math.round(100 * done)} %`)
  const traces = new Milestones()
  const whole = calls
    .call((remote) =>
      remote.writeSamples(
        handle,
        Comlink.proxy(report),
        Comlink.proxy((nTraces) => traces.reach(nTraces)),
      ),
    )
    .then(async () => void (await parent.getFileHandle(WHOLE, { create: true })))
    .finally(() => calls.terminate())
  // Where the folder cannot be opened, nobody waits for the samples.
  whole.catch(() => undefined)
  return { handle, writing: { whole, until: (endTrace) => Promise.race([traces.until(endTrace), whole]) } }
}

/** Promises for a number that grows. */
class Milestones {
  #reached = 0
  #waiting: { readonly at: number; readonly resolve: () => void }[] = []

  reach(number: number): void {
    this.#reached = number
    for (const { at, resolve } of this.#waiting) if (at <= number) resolve()
    this.#waiting = this.#waiting.filter(({ at }) => at > number)
  }

  until(at: number): Promise<void> {
    return at <= this.#reached ? Promise.resolve() : new Promise((resolve) => this.#waiting.push({ at, resolve }))
  }
}

async function isThere(folder: FileSystemDirectoryHandle, file: string): Promise<boolean> {
  try {
    await folder.getFileHandle(file)
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false
    throw error
  }
}

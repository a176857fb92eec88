import * as Comlink from 'comlink'
import { browserFolder } from './browser-folder.ts'
import type { DemoApi } from './demo.worker.ts'
import { WorkerCalls } from './worker-calls.ts'

/** To be raised when the generator gives other samples: an older demo is then left alone and a new one made. */
const DEMO_VERSION = 1
const DEMO_NAME = 'seisproc-demo'

/** The demo dataset in the browser's own storage (OPFS); made by the first call, found by later ones. */
export async function openDemoFolder(onProgress: (text: string) => void): Promise<FileSystemDirectoryHandle> {
  const parent = await browserFolder(`demo-${DEMO_VERSION}`)
  const folder = await parent.getDirectoryHandle(DEMO_NAME, { create: true })
  if (await isWritten(folder)) return folder
  const worker = new Worker(new URL('./demo.worker.ts', import.meta.url), { type: 'module' })
  const calls = new WorkerCalls<DemoApi>(worker, 'The thread that makes the demo dataset', 'open the demo again')
  try {
    const report = (done: number): void => onProgress(`Making the demo dataset: ${Math.round(100 * done)} %`)
    await calls.call((remote) => remote.write(folder, Comlink.proxy(report)))
  } finally {
    calls.terminate()
  }
  return folder
}

/** metadata.json is written last. */
async function isWritten(folder: FileSystemDirectoryHandle): Promise<boolean> {
  try {
    await folder.getFileHandle('metadata.json')
    return true
  } catch (error) {
    if (error instanceof DOMException && error.name === 'NotFoundError') return false
    throw error
  }
}

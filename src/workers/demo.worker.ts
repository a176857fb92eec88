/** Thread entry: writes the demo dataset into a folder of the browser's own storage. */
import * as Comlink from 'comlink'
import { writeDemoSamples, writeDemoTables } from '../data/demo/write-demo.ts'
import { FileSystemAccessFolder } from '../data/folders/file-system-access-folder.ts'
import { installTransferHandlers } from './transfer.ts'

export interface DemoApi {
  /** What opening reads. */
  writeTables(handle: FileSystemDirectoryHandle): Promise<void>
  /** The rest; `onProgress` gets the part that is done, 0 to 1, and `onWritten` the traces that can be read. */
  writeSamples(
    handle: FileSystemDirectoryHandle,
    onProgress: (done: number) => void,
    onWritten: (nTraces: number) => void,
  ): Promise<void>
}

const api: DemoApi = {
  writeTables: (handle) => writeDemoTables(new FileSystemAccessFolder(handle)),
  writeSamples: (handle, onProgress, onWritten) =>
    writeDemoSamples(new FileSystemAccessFolder(handle), {}, { onProgress, onWritten }),
}

installTransferHandlers()
Comlink.expose(api)

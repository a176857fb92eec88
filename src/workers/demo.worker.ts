/** Thread entry: writes the demo dataset into a folder of the browser's own storage. */
import * as Comlink from 'comlink'
import { writeDemo } from '../data/demo/write-demo.ts'
import { FileSystemAccessFolder } from '../data/folders/file-system-access-folder.ts'
import { installTransferHandlers } from './transfer.ts'

export interface DemoApi {
  /** `onProgress` gets the part that is done, 0 to 1. */
  write(handle: FileSystemDirectoryHandle, onProgress: (done: number) => void): Promise<void>
}

const api: DemoApi = {
  write: (handle, onProgress) => writeDemo(new FileSystemAccessFolder(handle), {}, { onProgress }),
}

installTransferHandlers()
Comlink.expose(api)

/** Thread entry: reads and decodes chunks of one array; the samples are handed over, not copied. */
import * as Comlink from 'comlink'
import { SeisError } from '../core/errors.ts'
import { type DatasetLocation, folderOf } from '../data/location.ts'
import { openTraceArray, type TraceArray, type TraceChunk } from '../data/zarr/trace-array.ts'
import { installTransferHandlers } from './transfer.ts'

export interface DecodeApi {
  open(location: DatasetLocation, path: string): Promise<void>
  readChunk(sampleChunk: number, traceChunk: number, signal: AbortSignal): Promise<TraceChunk>
}

let array: TraceArray | undefined

const api: DecodeApi = {
  async open(location, path) {
    array = await openTraceArray(await folderOf(location), path)
  },
  async readChunk(sampleChunk, traceChunk, signal) {
    if (array === undefined) throw new SeisError('internal', 'The array is not open')
    const chunk = await array.readChunk(sampleChunk, traceChunk, { signal })
    return Comlink.transfer(chunk, [chunk.samples.buffer])
  },
}

installTransferHandlers()
Comlink.expose(api)

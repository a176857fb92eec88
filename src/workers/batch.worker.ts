/** Thread entry: one batch. */
import * as Comlink from 'comlink'
import type { BatchWorkerApi } from './batch-protocol.ts'
import { runOrder } from './batch-run.ts'
import { installTransferHandlers } from './transfer.ts'

const api: BatchWorkerApi = {
  run: (order, onProgress, signal) => runOrder(order, signal, (progress) => void onProgress(progress)),
}

installTransferHandlers()
Comlink.expose(api)

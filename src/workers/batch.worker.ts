/** Thread entry: one batch. */
import * as Comlink from 'comlink'
import { BatchControl } from '../pipeline/batch-control.ts'
import type { BatchWorkerApi } from './batch-protocol.ts'
import { estimateOrder, runOrder } from './batch-run.ts'
import { installTransferHandlers } from './transfer.ts'

const control = new BatchControl()

const api: BatchWorkerApi = {
  run: (order, onProgress, signal) => runOrder(order, { signal, control, onProgress: (now) => void onProgress(now) }),
  estimate: estimateOrder,
  command(command) {
    if (command === 'pause') control.pause()
    else control.goOn()
  },
}

installTransferHandlers()
Comlink.expose(api)

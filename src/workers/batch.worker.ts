import * as Comlink from 'comlink'
import { toWire } from '../core/errors.ts'
import type { BatchWorkerApi } from './batch-protocol.ts'
import { runOrder } from './batch-run.ts'

const stop = new AbortController()

const api: BatchWorkerApi = {
  async run(order, onProgress) {
    try {
      return { report: await runOrder(order, stop.signal, (progress) => void onProgress(progress)) }
    } catch (error) {
      return { error: toWire(error) }
    }
  },
  cancel: () => stop.abort(),
}

Comlink.expose(api)

/** Thread entry: one search for the best settings of a batch. */
import * as Comlink from 'comlink'
import { installTransferHandlers } from './transfer.ts'
import type { TuneWorkerApi } from './tune-protocol.ts'
import { runTuning } from './tune-run.ts'

const api: TuneWorkerApi = {
  run: (order, onStep, onRows) =>
    runTuning(order, { onStep: (step) => void onStep(step), onRows: (rows) => void onRows(rows) }),
}

installTransferHandlers()
Comlink.expose(api)

import { Worker } from 'node:worker_threads'
import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import type { CpuWorkerApi } from '../engine/cpu-worker.ts'
import { type CpuWorkerHandle, cpuWorkerHandle } from '../engine/cpu-worker-handle.ts'

/** A worker thread of the CPU engine in Node. `script` is the bundled worker, by default beside the bundled program. */
export function spawnCpuEngineThread(script = new URL('./cpu-engine.worker.mjs', import.meta.url)): CpuWorkerHandle {
  const thread = new Worker(script)
  const remote = Comlink.wrap<CpuWorkerApi>(nodeEndpoint(thread))
  return cpuWorkerHandle({
    api: {
      run: (task) => remote.run(task),
      runPass: (task) => remote.runPass(task),
      measure: (before, after) => remote.measure(before, after),
      leakage: (before, after) => remote.leakage(before, after),
      leakageMap: (before, after) => remote.leakageMap(before, after),
      spectra: (before, after, choice) => remote.spectra(before, after, choice),
      plane: (task) => remote.plane(task),
      keepOnly: (keys) => remote.keepOnly(keys),
    },
    end: () => void thread.terminate(),
    onFailure: (listener) => {
      thread.on('error', listener)
      thread.on('exit', (code) => listener(`exit code ${code}`))
    },
  })
}

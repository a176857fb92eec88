import * as Comlink from 'comlink'
import { CpuEngine } from '../engine/cpu.ts'
import type { CpuWorkerApi } from '../engine/cpu-worker.ts'
import { type CpuWorkerHandle, cpuWorkerHandle } from '../engine/cpu-worker-handle.ts'

/** A worker thread of the CPU engine in a browser. */
export function spawnCpuEngineWorker(): CpuWorkerHandle {
  const worker = new Worker(new URL('./cpu-engine.worker.ts', import.meta.url), { type: 'module' })
  const remote = Comlink.wrap<CpuWorkerApi>(worker)
  return cpuWorkerHandle({
    api: {
      run: (task) => remote.run(task),
      keepOnly: (keys) => remote.keepOnly(keys),
    },
    end: () => worker.terminate(),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => listener(event.error ?? event.message))
    },
  })
}

/** A CPU engine with a thread for each core; to be called in a worker. */
export function openCpuEngine(): CpuEngine {
  return new CpuEngine({ nWorkers: Math.max(1, navigator.hardwareConcurrency), spawn: spawnCpuEngineWorker })
}

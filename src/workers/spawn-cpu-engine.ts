import * as Comlink from 'comlink'
import { CpuEngine, KEPT_PART_OF_MEMORY } from '../engine/cpu.ts'
import { type CpuWorkerApi, createCpuWorker } from '../engine/cpu-worker.ts'
import { type CpuWorkerHandle, cpuWorkerHandle } from '../engine/cpu-worker-handle.ts'

/** A worker thread of the CPU engine in a browser. */
export function spawnCpuEngineWorker(): CpuWorkerHandle {
  const worker = new Worker(new URL('./cpu-engine.worker.ts', import.meta.url), { type: 'module' })
  const remote = Comlink.wrap<CpuWorkerApi>(worker)
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
    end: () => worker.terminate(),
    onFailure: (listener) => {
      worker.addEventListener('error', (event) => listener(event.error ?? event.message))
    },
  })
}

function callingThread(): CpuWorkerHandle {
  return { api: createCpuWorker(), isEnded: () => false, terminate() {} }
}

/** GiB, where a browser does not tell. */
const DEVICE_MEMORY_UNKNOWN = 4

/** A CPU engine with a thread for each core, up to `maxWorkers`; with 0 it computes in the calling thread. */
export function openCpuEngine(maxWorkers = Number.POSITIVE_INFINITY): CpuEngine {
  const { hardwareConcurrency, deviceMemory = DEVICE_MEMORY_UNKNOWN } = navigator as {
    deviceMemory?: number
  } & Navigator
  return new CpuEngine({
    nWorkers: Math.max(1, Math.min(maxWorkers, hardwareConcurrency)),
    spawn: maxWorkers === 0 ? () => callingThread() : spawnCpuEngineWorker,
    ...(maxWorkers === 0 ? { adapter: 'no worker threads' } : {}),
    keepBytes: KEPT_PART_OF_MEMORY * 2 ** 30 * deviceMemory,
  })
}

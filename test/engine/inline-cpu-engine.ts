import { CpuEngine, type CpuEngineInit } from '../../src/engine/cpu.ts'
import { type CpuTask, createCpuWorker } from '../../src/engine/cpu-worker.ts'

export interface InlineCpuEngine {
  readonly engine: CpuEngine
  /** Every task that the engine sent, with the number of the worker that it went to. */
  readonly tasks: readonly { readonly worker: number; readonly task: CpuTask }[]
}

/** A CPU engine whose workers run in the calling thread. */
export function inlineCpuEngine(
  init: Partial<Omit<CpuEngineInit, 'spawn'>> & { readonly beforeTask?: (task: CpuTask) => void } = {},
): InlineCpuEngine {
  const tasks: { worker: number; task: CpuTask }[] = []
  const { beforeTask, nWorkers = 2, ...rest } = init
  let nSpawned = 0
  const spawn = () => {
    const number = nSpawned++
    const worker = createCpuWorker()
    return {
      api: {
        async run(task: CpuTask) {
          tasks.push({ worker: number, task })
          beforeTask?.(task)
          // Replies come later, as from a thread, so that workers take turns.
          await new Promise((resolve) => setTimeout(resolve, 0))
          return worker.run(task)
        },
        keepOnly: worker.keepOnly,
      },
      terminate() {},
    }
  }
  return { engine: new CpuEngine({ nWorkers, spawn, ...rest }), tasks }
}

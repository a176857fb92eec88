import { CpuEngine, type CpuEngineInit } from '../../src/engine/cpu.ts'
import {
  blocksOf,
  type CpuPassReply,
  type CpuPassTask,
  type CpuReply,
  type CpuTask,
  cpuTurns,
  createCpuWorker,
} from '../../src/engine/cpu-worker.ts'
import type { Finding } from '../../src/processes/gather-process.ts'

/** A block as it was computed. */
export interface ComputedBlock {
  readonly worker: number
  /** Of a step of this process. */
  readonly process: string
  /** Its analysis was there from an earlier call. */
  readonly isKept: boolean
}

export interface InlineCpuEngine {
  readonly engine: CpuEngine
  /** In the order in which they were begun. */
  readonly computed: readonly ComputedBlock[]
}

/** A CPU engine whose workers run in the calling thread, a block each in turn. */
export function inlineCpuEngine(
  init: Partial<Omit<CpuEngineInit, 'spawn'>> & { readonly beforeBlock?: () => void } = {},
): InlineCpuEngine {
  const computed: ComputedBlock[] = []
  const { beforeBlock, nWorkers = 2, ...others } = init
  let nSpawned = 0
  const spawn = () => {
    const number = nSpawned++
    const worker = createCpuWorker()
    return {
      api: {
        async run(task: CpuTask): Promise<CpuReply> {
          const kept: number[] = []
          for (const block of blocksOf(task)) {
            const isKept = task.here.includes(block)
            computed.push({ worker: number, process: task.step.process, isKept })
            beforeBlock?.()
            // As in threads, others come in between.
            await new Promise((resolve) => setTimeout(resolve, 0))
            const only = isKept ? { here: [block], rest: [] } : { here: [], rest: [block] }
            const reply = await worker.run({ ...task, ...only, turns: cpuTurns() })
            if ('error' in reply) return reply
            kept.push(...reply.kept)
          }
          return { kept }
        },
        async runPass(task: CpuPassTask): Promise<CpuPassReply> {
          const found: (readonly [number, Finding])[] = []
          const rest = [...task.blocks.keys()]
          for (const block of blocksOf({ here: [], rest, turns: task.turns })) {
            computed.push({ worker: number, process: task.step.process, isKept: false })
            beforeBlock?.()
            await new Promise((resolve) => setTimeout(resolve, 0))
            const reply = await worker.runPass({ ...task, blocks: [task.blocks[block]!], turns: cpuTurns() })
            if ('error' in reply) return reply
            found.push([block, reply.found[0]![1]])
          }
          return { found }
        },
        measure: worker.measure,
        leakage: worker.leakage,
        leakageMap: worker.leakageMap,
        spectra: worker.spectra,
        plane: worker.plane,
        keepOnly: worker.keepOnly,
      },
      isEnded: () => false,
      terminate() {},
    }
  }
  return { engine: new CpuEngine({ nWorkers, spawn, ...others }), computed }
}

/** Thread entry: one benchmark, on an engine of its own. */
import * as Comlink from 'comlink'
import { type BenchCalls, runBench } from '../bench/bench.ts'
import { browserMachine } from '../bench/browser-machine.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import type { BenchWorkerApi } from './bench-protocol.ts'
import { lossFirst } from './loss-first.ts'
import { openCpuEngine } from './spawn-cpu-engine.ts'
import { installTransferHandlers } from './transfer.ts'

const api: BenchWorkerApi = {
  async run({ plan, engine: kind }, onStep, onFigures) {
    const machine = await browserMachine(navigator)
    const calls: BenchCalls = { onNext: (_what, step) => onStep(step), onFigures }
    if (kind === 'cpu') return { figures: await runBench(openCpuEngine(), plan, calls), machine }
    const engine = await WebGpuEngine.create({ gpu: navigator.gpu })
    return { figures: await lossFirst(runBench(engine, plan, calls), engine.lost), machine }
  },
}

installTransferHandlers()
Comlink.expose(api)

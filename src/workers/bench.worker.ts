/** Thread entry: one benchmark, on an engine of its own. */
import * as Comlink from 'comlink'
import { runBench } from '../bench/bench.ts'
import { browserMachine } from '../bench/browser-machine.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import type { BenchWorkerApi } from './bench-protocol.ts'
import { openCpuEngine } from './spawn-cpu-engine.ts'
import { installTransferHandlers } from './transfer.ts'

const api: BenchWorkerApi = {
  async run({ plan, engine: kind }, onStep, onFigures) {
    const machine = await browserMachine(navigator)
    const engine = kind === 'cpu' ? openCpuEngine() : await WebGpuEngine.create({ gpu: navigator.gpu })
    const measuring = runBench(engine, plan, {
      onNext: (_what, step) => onStep(step),
      onFigures,
    })
    // A copy on a device that is lost may wait for it for ever.
    const figures = await (engine instanceof WebGpuEngine
      ? Promise.race([measuring, engine.lost.then((loss) => Promise.reject(loss))])
      : measuring)
    return { figures, machine }
  },
}

installTransferHandlers()
Comlink.expose(api)

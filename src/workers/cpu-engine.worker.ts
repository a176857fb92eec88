import * as Comlink from 'comlink'
import { type CpuTask, createCpuWorker, transferables } from '../engine/cpu-worker.ts'

const worker = createCpuWorker()

Comlink.expose({
  async run(task: CpuTask) {
    const reply = await worker.run(task)
    return Comlink.transfer(reply, transferables(reply))
  },
  keepOnly: worker.keepOnly,
})

import { parentPort } from 'node:worker_threads'
import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { type CpuTask, createCpuWorker, transferables } from '../engine/cpu-worker.ts'

const worker = createCpuWorker()

if (parentPort === null) throw new Error('This file runs in a worker thread only')
Comlink.expose(
  {
    async run(task: CpuTask) {
      const reply = await worker.run(task)
      return Comlink.transfer(reply, transferables(reply))
    },
    keepOnly: worker.keepOnly,
  },
  nodeEndpoint(parentPort),
)

import { parentPort } from 'node:worker_threads'
import * as Comlink from 'comlink'
import nodeEndpoint from 'comlink/dist/esm/node-adapter.mjs'
import { createCpuWorker } from '../engine/cpu-worker.ts'

if (parentPort === null) throw new Error('This file runs in a worker thread only')
Comlink.expose(createCpuWorker(), nodeEndpoint(parentPort))

import * as Comlink from 'comlink'
import { createCpuWorker } from '../engine/cpu-worker.ts'

Comlink.expose(createCpuWorker())

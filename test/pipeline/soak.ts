/** What a soak of many small gathers holds: JavaScript's heap after a collection. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { BatchRequest } from '../../src/core/batch.ts'
import type { Engine } from '../../src/core/engine.ts'
import type { DatasetSink } from '../../src/core/sink.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import { parseRecipe } from '../../src/processes/recipe.ts'
import { NO_TIMES } from '../memory-sink.ts'
import { MemorySource } from '../memory-source.ts'

export const N_SOAKED = 2000
/** After these everything is warm. */
const N_WARM = 200
const GATHER_TRACES = 8
const N_SAMPLES = 40
/** Of the samples of a gather. */
export const GATHER_BYTES = 4 * GATHER_TRACES * N_SAMPLES

/** A sink that keeps nothing, and says how many gathers have come through. */
function drain(onGather: (nDone: number) => void): DatasetSink {
  let nDone = 0
  return {
    begin: async () => ({ traceBlocks: new Set(), gathers: [] }),
    gatherDone: () => onGather(++nDone),
    encodeChunk: async ({ samples }) => ({ path: '', bytes: new Uint8Array(samples.buffer) }),
    writeChunk: async () => NO_TIMES,
    finish: async () => {},
    suspend: async () => {},
  }
}

/** Runs a batch of N_SOAKED gathers; `held` is asked when all is warm, and at the end. */
export async function soak<Held>(
  engine: Engine,
  held: () => Held,
): Promise<{ warm: Held; end: Held; heapGrowth: number }> {
  const spans = Array.from({ length: N_SOAKED }, (_, i) => [i * GATHER_TRACES, (i + 1) * GATHER_TRACES] as const)
  const nTraces = N_SOAKED * GATHER_TRACES
  const source = new MemorySource({ nSamples: N_SAMPLES, nTraces, spans, chunkTraces: 50 })
  const request: BatchRequest = {
    recipe: parseRecipe({
      format: 'seisproc-recipe/1',
      steps: [{ process: 'wavelet-denoise', transform: 'dwt', wavelet: 'haar', level: 1 }],
    }),
    write: 'both',
    sort: [],
    startGather: 0,
    endGather: N_SOAKED,
    engine: 'auto',
  }
  let [warm, warmHeap] = [undefined as Held | undefined, 0]
  const sink = drain((nDone) => {
    if (nDone !== N_WARM) return
    warm = held()
    warmHeap = heapBytes()
  })
  const report = await runBatch({ source, engine, sink, request, quotaBytes: 20 * GATHER_BYTES })
  if (warm === undefined || report.gathersDone !== N_SOAKED) throw new Error('The soak did not run')
  return { warm, end: held(), heapGrowth: heapBytes() - warmHeap }
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

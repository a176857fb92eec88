import type { BatchJob } from '../../core/sink.ts'
import { sha256, sha256OfText } from './digest.ts'

/**
 * A digest of all that decides the output's samples: recipe, range, sort, outputs, kind of engine, and the input's
 * layout and gathers. The same words on the same input give the same identity; an output folder belongs to one.
 */
export async function jobIdentity(job: BatchJob): Promise<string> {
  const { request, info, engine, grid, outputs } = job
  const { recipe, write, sort, startGather, endGather, badSamples, layout } = request
  const { nGathers, startTrace, endTrace, origin } = info.gathers
  const gathers = [nGathers, origin, await digestOfNumbers(startTrace), await digestOfNumbers(endTrace)]
  const rows = job.rows === null ? null : await digestOfNumbers(job.rows)
  const input = [info.name, info.nSamples, info.nTraces, info.sampleIntervalMs, info.array, gathers]
  const wanted = {
    recipe,
    write,
    sort,
    startGather,
    endGather,
    engine: engine.kind,
    grid,
    outputs,
    rows,
    badSamples,
    layout,
  }
  return sha256OfText(canonicalJson({ input, wanted }))
}

async function digestOfNumbers(numbers: Float64Array | Uint32Array): Promise<string> {
  return sha256(new Uint8Array(numbers.slice().buffer as ArrayBuffer))
}

/** JSON with the keys of every object in alphabetical order. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** What happens to one gather between disk and chunk: read, sort, process; or quarantine. */
import type { BatchRequest, QuarantinedGather } from '../core/batch.ts'
import type { GatherSource } from '../core/dataset.ts'
import type { Engine, EngineOptions, EngineTimings, ProcessedGather } from '../core/engine.ts'
import { isSeisError, SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { GatherResult, OutputArray, OutputSegment } from '../core/sink.ts'
import { energyRemovedPercent } from '../measures/energy-removed/reference.ts'
import { putBackBadSamples, refuseBadSamples } from './bad-samples.ts'
import type { ArraySamples } from './chunk-assembly.ts'
import { subtractProcessed } from './noise.ts'
import { nTracesOf } from './plan.ts'
import { reorderColumns } from './row-order.ts'

/** Samples as they go into the engine: read and sorted, or zeros with the reason why they could not be read. */
export interface ReadSegment {
  readonly segment: OutputSegment
  readonly samples: Float32Array<ArrayBuffer>
  /** null outside every gather, and where the gather could not be read. */
  readonly gather: Gather | null
  readonly failure: SeisError | null
  readonly missingChunks: readonly string[]
}

export interface ProcessedSegment {
  readonly segment: OutputSegment
  readonly arrays: readonly ArraySamples[]
  readonly result: GatherResult | null
  /** Of a gather that was processed, where it is measured; null where nothing could be. It may come later. */
  readonly leakage: Promise<number | null> | null
  readonly timings: EngineTimings
  /** What the engine made, to be recycled once `arrays` are placed. */
  readonly fromEngine: Float32Array<ArrayBuffer> | null
  /** What was read, the same. */
  readonly input: Float32Array<ArrayBuffer>
}

const NO_TIME: EngineTimings = { uploadMs: 0, computeMs: 0, readbackMs: 0 }

/** Reads a segment; a gather whose chunks are corrupt comes back unreadable, every other failure rejects. */
export async function readSegment(
  source: GatherSource,
  segment: OutputSegment,
  order: Uint32Array | null,
  signal: AbortSignal,
): Promise<ReadSegment> {
  if (segment.gather === null) return readGap(source, segment, signal)
  if (nTracesOf(segment) === 0) {
    return { segment, samples: new Float32Array(0), gather: null, failure: null, missingChunks: [] }
  }
  try {
    const read = await source.readGather(segment.gather, { signal, inOrder: true })
    const gather = order === null ? read : sorted(read, order)
    if (order !== null) source.recycle?.(read.samples)
    return { segment, samples: gather.samples, gather, failure: null, missingChunks: read.missingChunks }
  } catch (error) {
    if (!isSeisError(error, 'corrupt-chunk')) throw error
    return unread(segment, source.info.nSamples, error)
  }
}

function sorted(read: Gather, order: Uint32Array): Gather {
  const columns = Object.entries(read.headers ?? {})
  const headers = columns.map(([name, values]) => [name, Float64Array.from(order, (trace) => values[trace]!)])
  return {
    ...read,
    samples: reorderColumns(read.samples, read.nTraces, order),
    headers: Object.fromEntries(headers),
  }
}

/** A segment that cannot be read: zeros, and why. */
export function unread(segment: OutputSegment, nSamples: number, failure: SeisError): ReadSegment {
  const samples = new Float32Array(nSamples * nTracesOf(segment))
  return { segment, samples, gather: null, failure, missingChunks: [] }
}

async function readGap(source: GatherSource, segment: OutputSegment, signal: AbortSignal): Promise<ReadSegment> {
  if (source.readTraces === undefined) {
    throw new SeisError('unsupported', 'There are traces outside every gather, and this source reads only gathers', {
      where: `traces ${segment.startTrace} to ${segment.endTrace - 1}`,
      todo: 'run a range of gathers',
    })
  }
  const { samples } = await source.readTraces(segment, { signal, inOrder: true })
  return { segment, samples, gather: null, failure: null, missingChunks: [] }
}

/**
 * Runs the recipe on what was read. A gather that the engine refuses as bad input keeps its unprocessed samples (and
 * zero noise); one that could not be read is all zeros. Both are listed with the reason: nothing passes silently.
 * Rejects with bad-input at a bad sample where the request says so.
 */
export async function processSegment(
  read: ReadSegment,
  engine: Pick<Engine, 'process'>,
  { recipe, badSamples = 'zero' }: Pick<BatchRequest, 'recipe' | 'badSamples'>,
  outputs: readonly OutputArray[],
  options: EngineOptions,
): Promise<ProcessedSegment> {
  const { segment, gather } = read
  if (gather === null || gather.samples.length === 0) return unprocessed(read, outputs, read.failure)
  if (badSamples === 'stop') refuseBadSamples(gather)
  if (recipe.steps.length === 0) return passed(read, outputs, gather)
  try {
    const processed = await engine.process(gather, recipe, options)
    // The samples are what counts: a figure that could not be measured is left out.
    const leakage = processed.leakage?.catch(() => null) ?? null
    const noiseOf = (): ArraySamples['samples'] => subtractProcessed(gather.samples, processed.samples)
    const arrays = outputs.map(
      (array): ArraySamples => ({ array, samples: array === 'noise' ? noiseOf() : processed.samples }),
    )
    const result = {
      gather: gather.index,
      energyRemovedPercent: energyRemovedPercent(gather, processed),
      badSamples: processed.badSamples.nSamples,
      quarantined: null,
      ...(processed.noiseWhiteness === undefined ? {} : { noiseWhiteness: processed.noiseWhiteness }),
      ...foundIn(processed),
    }
    if (badSamples === 'pass' && result.badSamples > 0) putBackBadSamples(gather.samples, processed.samples)
    const { samples: fromEngine, timings } = processed
    return { segment, arrays, result, leakage, timings, fromEngine, input: gather.samples }
  } catch (error) {
    if (!isSeisError(error, 'bad-input')) throw error
    return unprocessed(read, outputs, error)
  }
}

/** No steps: every bit as it was read, without a way through the engine. */
function passed(read: ReadSegment, outputs: readonly OutputArray[], { index }: Gather): ProcessedSegment {
  const result = { gather: index, energyRemovedPercent: 0, badSamples: 0, quarantined: null }
  return { ...unprocessed(read, outputs, null), result }
}

/** The figures of a segment's gather, once all are there. */
export async function finishedResult({ result, leakage }: ProcessedSegment): Promise<GatherResult | null> {
  return result === null || leakage === null ? result : { ...result, leakage: await leakage }
}

function foundIn({ figures = [] }: ProcessedGather): Pick<GatherResult, 'figures'> {
  return figures.some((ofStep) => Object.keys(ofStep).length > 0) ? { figures } : {}
}

/** A segment as it was read, without noise; where it is a gather's, set aside if there is a reason. */
export function unprocessed(
  read: ReadSegment,
  outputs: readonly OutputArray[],
  reason: SeisError | null,
): ProcessedSegment {
  const { segment, samples } = read
  const arrays = outputs.map(
    (array): ArraySamples => ({ array, samples: array === 'processed' ? samples : new Float32Array(samples.length) }),
  )
  return {
    segment,
    arrays,
    result: segment.gather === null ? null : setAside(read, segment.gather, reason),
    leakage: null,
    timings: NO_TIME,
    fromEngine: null,
    input: samples,
  }
}

function setAside(read: ReadSegment, gather: number, reason: SeisError | null): GatherResult {
  const written = read.failure === null ? 'input' : 'zeros'
  const quarantined: QuarantinedGather | null = reason === null ? null : { gather, reason: reason.line, written }
  return { gather, energyRemovedPercent: null, badSamples: 0, quarantined }
}

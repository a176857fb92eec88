import type { BatchEstimate } from '../core/batch.ts'
import { bytesOfSample, FLOAT32_BYTES } from '../core/dataset.ts'
import { throwIfAborted } from '../core/errors.ts'
import type { OutputSegment } from '../core/sink.ts'
import type { BatchSetup } from './batch-setup.ts'
import { nTracesOf, planBatch } from './plan.ts'
import { processSegment, readSegment } from './process-segment.ts'
import { monotonicClock } from './stage-meter.ts'

/** Spread evenly over the batch; the first is run once more, to tell apart what is made once, such as kernels. */
const MOST_GATHERS = 4

export interface EstimateSetup extends Pick<BatchSetup, 'source' | 'engine' | 'request' | 'signal' | 'clock'> {
  /** That computing and measuring share; 1 by default. */
  readonly cores?: number
}

/** Seconds a trace. */
interface Cost {
  readonly read: number
  readonly compute: number
  /** Of one core, for the leakage. */
  readonly leakage: number
}

/**
 * Reads and computes a few gathers of a batch, one after the other, and writes nothing. Rejects as the batch would: with
 * bad-input, bad-words, or what the engine says.
 */
export async function estimateBatch({
  source,
  engine,
  request,
  signal,
  clock = monotonicClock,
  cores = 1,
}: EstimateSetup): Promise<BatchEstimate> {
  const plan = planBatch(source.info, request)
  const stop = signal ?? new AbortController().signal
  const gathers = plan.segments.filter((segment) => segment.gather !== null && nTracesOf(segment) > 0)
  const chosen = spread(gathers, MOST_GATHERS)
  // A graphics card measures along; the CPU engine beside, and later.
  const isBeside = engine.info.kind === 'cpu'
  const withLeakage = isBeside || request.withLeakage === true
  const costs: Cost[] = []
  let firstSeconds = 0
  const quarantined: BatchEstimate['quarantined'][number][] = []
  for (const [i, segment] of [...chosen.slice(0, 1), ...chosen].entries()) {
    throwIfAborted(stop)
    const start = clock()
    const read = await readSegment(source, segment, null, stop)
    const readUntil = clock()
    const options = { signal: stop, withLeakage }
    const { result, fromEngine, leakage } = await processSegment(read, engine, request, plan.outputs, options)
    const computedUntil = clock()
    await leakage
    const measuredUntil = clock()
    const nTraces = nTracesOf(segment)
    if (fromEngine !== null) engine.recycle(fromEngine)
    if (i === 0) {
      firstSeconds = computedUntil - readUntil
      continue
    }
    costs.push({
      read: (readUntil - start) / nTraces,
      compute: (computedUntil - readUntil) / nTraces,
      leakage: (measuredUntil - computedUntil) / nTraces,
    })
    if (result?.quarantined) quarantined.push(result.quarantined)
  }
  const againSeconds = costs.length === 0 ? 0 : costs[0]!.compute * nTracesOf(chosen[0]!)
  const startSeconds = Math.max(0, firstSeconds - againSeconds)
  const inAll = costs.map(({ read, compute }) => startSeconds + plan.grid.nTraces * Math.max(read, compute))
  const sum = (stage: keyof Cost): number => costs.reduce((total, cost) => total + cost[stage], 0)
  const longer = costs.map(
    ({ read, compute, leakage }) => Math.max(read, compute + leakage / cores) - Math.max(read, compute),
  )
  const { nSamples, nTraces } = plan.grid
  return {
    gathersRun: chosen.length,
    tracesRun: chosen.reduce((total, segment) => total + nTracesOf(segment), 0),
    seconds: costs.length === 0 ? [0, 0] : [Math.min(...inAll), Math.max(...inAll)],
    slowest: sum('read') > sum('compute') ? 'read' : 'compute',
    ...(isBeside && costs.length > 0 ? { leakageSeconds: nTraces * meanOf(longer) } : {}),
    bytes: {
      read: nTraces * nSamples * bytesOfSample(source.info.array.dtype),
      written: nTraces * nSamples * FLOAT32_BYTES * plan.outputs.length,
    },
    quarantined,
  }
}

function meanOf(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}

/** Up to `most` of a list, from its first to its last, evenly. */
function spread(segments: readonly OutputSegment[], most: number): readonly OutputSegment[] {
  if (segments.length <= most) return segments
  return Array.from({ length: most }, (_, i) => segments[Math.round((i * (segments.length - 1)) / (most - 1))]!)
}

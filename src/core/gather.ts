/**
 * Samples in memory.
 *
 * Layout everywhere between disk and GPU: C order (nSamples, nTraces), as in the dataset's chunks, so that
 * sample i of trace j is `samples[i * nTraces + j]`. Time runs down the first axis, traces along the second.
 */
export interface TraceBlock {
  readonly nSamples: number
  readonly nTraces: number
  readonly samples: Float32Array<ArrayBuffer>
}

/** A part of a block in whole samples and traces [start, end). */
export function partOf({ nTraces, samples }: TraceBlock, part: GatherPart): TraceBlock {
  const { startSample, endSample, startTrace, endTrace } = part
  const width = endTrace - startTrace
  const cut = new Float32Array((endSample - startSample) * width)
  for (let i = startSample; i < endSample; i++) {
    cut.set(samples.subarray(i * nTraces + startTrace, i * nTraces + endTrace), (i - startSample) * width)
  }
  return { nSamples: endSample - startSample, nTraces: width, samples: cut }
}

/** Samples [startSample, endSample) of traces [startTrace, endTrace). */
export interface GatherPart {
  readonly startSample: number
  readonly endSample: number
  readonly startTrace: number
  readonly endTrace: number
}

/** Samples laid out the same way, in memory that threads may share. */
export interface TraceRows {
  readonly nSamples: number
  readonly nTraces: number
  readonly samples: Float32Array
}

/** Traces [startTrace, endTrace) of a gather, which are computed from its traces [haloStartTrace, haloEndTrace). */
export interface HaloSpan {
  readonly startTrace: number
  readonly endTrace: number
  readonly haloStartTrace: number
  readonly haloEndTrace: number
}

/** Header values of each trace of a gather, by the column's SEG-Y name. */
export type TraceHeaders = Readonly<Record<string, Float64Array>>

/** A whole gather as read from a dataset. Samples are as stored: non-finite ones are still in place. */
export interface Gather extends TraceBlock {
  /** Position in the dataset's gather index, from 0. */
  readonly index: number
  /** First trace of the gather in the dataset. */
  readonly startTrace: number
  readonly sampleIntervalMs: number
  /** Chunks that were missing on disk and stand as the fill value; reported, never silent. */
  readonly missingChunks: readonly string[]
  /** Columns that a step of a recipe may need; left out where nobody read any. */
  readonly headers?: TraceHeaders
}

/**
 * The policy for bad samples, the same in both engines: before the first step of a recipe every NaN or infinite
 * sample is set to zero and counted. With no steps (identity) samples pass untouched, bit for bit.
 */
export interface BadSamples {
  readonly nSamples: number
  readonly nTraces: number
}

/** A sample as the policy takes it. */
export function finiteOrZero(sample: number): number {
  return Number.isFinite(sample) ? sample : 0
}

export const NO_BAD_SAMPLES: BadSamples = { nSamples: 0, nTraces: 0 }

import { type BadSamples, NO_BAD_SAMPLES, type TraceBlock } from '../core/gather.ts'

/** The block with every NaN or infinite sample set to zero (the same block when there is none), and their counts. */
export function zeroBadSamples<Block extends TraceBlock>(block: Block): { block: Block; badSamples: BadSamples } {
  const { nTraces } = block
  let samples: Float32Array<ArrayBuffer> | null = null
  let nSamples = 0
  const badTraces = new Set<number>()
  for (let i = 0; i < block.samples.length; i++) {
    if (Number.isFinite(block.samples[i])) continue
    samples ??= block.samples.slice()
    samples[i] = 0
    nSamples++
    badTraces.add(i % nTraces)
  }
  if (samples === null) return { block, badSamples: NO_BAD_SAMPLES }
  return { block: { ...block, samples }, badSamples: { nSamples, nTraces: badTraces.size } }
}

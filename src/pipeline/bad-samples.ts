import { SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'

/** Throws bad-input with the place of the first NaN or infinite sample, if there is one. */
export function refuseBadSamples({ samples, nTraces, index, startTrace }: Gather): void {
  const at = samples.findIndex((sample) => !Number.isFinite(sample))
  if (at === -1) return
  const [sample, trace] = [Math.floor(at / nTraces), at % nTraces]
  throw new SeisError('bad-input', `A sample is ${samples[at]}`, {
    where: `gather ${index}, trace ${startTrace + trace}, sample ${sample}`,
    todo: 'repair the dataset, or take such samples for zero',
    fields: { gather: index, trace: startTrace + trace, sample },
  })
}

/** The bits of the bad samples of a gather into its result. */
export function putBackBadSamples(input: Float32Array<ArrayBuffer>, result: Float32Array<ArrayBuffer>): void {
  const from = new Uint32Array(input.buffer, input.byteOffset, input.length)
  const to = new Uint32Array(result.buffer, result.byteOffset, result.length)
  for (let i = 0; i < input.length; i++) if (!Number.isFinite(input[i]!)) to[i] = from[i]!
}

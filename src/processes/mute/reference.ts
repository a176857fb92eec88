import type { Finding, GatherReference, PassTask } from '../gather-process.ts'
import { muteSamples, muteTaper } from './curve.ts'
import { muteParams } from './params.ts'

/**
 * A mute along |offset| / velocity with a cosine taper, as SeisProc's. A top mute leaves a trace alone that it would
 * begin at the first sample of.
 */
export const muteReference: GatherReference = {
  *passes(gather, step) {
    const starts = muteSamples(gather.headers, muteParams(step), gather)
    yield {
      name: 'mute',
      reads: { input: 'input' },
      writes: { output: 'output' },
      haloTraces: 0,
      bytesPerTrace: 4 * gather.nSamples,
      given: { starts },
    }
    return {}
  },
  runs: { mute },
}

function mute({ pass, step, span, rows }: PassTask): Finding {
  const starts = pass.given['starts'] as Float64Array
  const params = muteParams(step)
  const taper = muteTaper(params)
  const { nSamples, nTraces, samples } = rows['input']!
  const output = rows['output']!.samples
  const kept = (i: number, start: number): number => {
    if (params.mode === 'top') return start === 0 || i >= start + taper.length ? 1 : (taper[i - start] ?? 0)
    return i < start - taper.length ? 1 : (taper[start - 1 - i] ?? 0)
  }
  for (let i = 0; i < nSamples; i++) {
    for (let trace = span.startTrace; trace < span.endTrace; trace++) {
      const at = i * nTraces + trace
      output[at] = samples[at]! * kept(i, starts[trace]!)
    }
  }
  return NOTHING
}

const NOTHING = new Float64Array(0)

import { SeisError } from '../../core/errors.ts'
import type { TraceHeaders } from '../../core/gather.ts'
import type { MuteParams } from './params.ts'

/**
 * The first sample at or after the mute's time, of each of `nTraces` traces: |offset| / velocity in whole samples, as
 * SeisProc rounds it. Throws bad-input where a trace has no offset.
 */
export function muteSamples(
  headers: TraceHeaders,
  { velocity }: MuteParams,
  { nTraces, sampleIntervalMs }: { readonly nTraces: number; readonly sampleIntervalMs: number },
): Float64Array {
  const offsets = headers['offset']
  if (offsets === undefined) throw noOffset('no such column', 'an offset of each trace, in m')
  return Float64Array.from({ length: nTraces }, (_, trace) => {
    const offset = offsets[trace]!
    if (Number.isFinite(offset)) return Math.floor(((Math.abs(offset) / velocity) * 1000) / sampleIntervalMs)
    throw noOffset(`${offset} at trace ${trace} of the gather`, 'a number')
  })
}

function noOffset(found: string, expected: string): SeisError {
  return new SeisError('bad-input', `A mute needs offsets: found ${found}, expected ${expected}`, {
    where: 'headers.parquet, column offset',
    todo: 'add them to the headers, or take the step out',
    fields: { header: 'offset', found, expected },
  })
}

/** What the samples of the taper are multiplied by, from 0 to 1, as from the muted side. One alone is muted. */
export function muteTaper({ taperSamples }: MuteParams): Float64Array {
  const last = Math.max(1, taperSamples - 1)
  return Float64Array.from({ length: taperSamples }, (_, i) => 0.5 * (1 - Math.cos((Math.PI * i) / last)))
}

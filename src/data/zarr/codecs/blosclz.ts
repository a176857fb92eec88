import { copyBytes, repeatBytes } from './lz4.ts'

/** Matches further away than this carry their distance in 16 bits of their own. */
const NEAR_DISTANCE = 8191

/** Decodes one BloscLZ stream (a FastLZ) into `out`, which it must fill exactly; throws Error when it is damaged. */
export function decodeBloscLz(input: Uint8Array, out: Uint8Array): void {
  let read = 0
  let written = 0
  const next = () => {
    const value = input[read++]
    if (value === undefined) throw new Error('blosclz stream cut off')
    return value
  }
  let control = next() & 31
  for (;;) {
    if (control >= 32) {
      let length = (control >> 5) - 1
      if (length === 6) for (let more = 255; more === 255; length += more) more = next()
      length += 3
      const high = (control & 31) << 8
      const low = next()
      let distance = high + low + 1
      if (low === 255 && high === 31 << 8) distance = (next() << 8) + next() + NEAR_DISTANCE + 1
      if (distance > written || written + length > out.length) throw new Error('blosclz match overruns')
      repeatBytes(out, written, distance, length)
      written += length
    } else {
      const literals = control + 1
      if (read + literals > input.length || written + literals > out.length) throw new Error('blosclz literals overrun')
      copyBytes(input, read, out, written, literals)
      read += literals
      written += literals
    }
    if (read >= input.length) break
    control = next()
  }
  if (written !== out.length) throw new Error(`blosclz stream of ${written} bytes, ${out.length} expected`)
}

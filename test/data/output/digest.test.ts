/** Plan: bytes are the same when every one of them is, whatever their number and wherever in memory they begin. */
import fc from 'fast-check'
import { afterEach, expect, it, vi } from 'vitest'
import { isSame } from '../../../src/data/output/digest.ts'

const at = (offset: number, bytes: Uint8Array) => {
  const whole = new Uint8Array(offset + bytes.byteLength)
  whole.set(bytes, offset)
  return whole.subarray(offset)
}

afterEach(() => {
  vi.unstubAllGlobals()
})

it.each(['Node', 'a page'])('finds any byte that differs, and no other, in %s', (where) => {
  if (where === 'a page') vi.stubGlobal('Buffer', undefined)
  const place = fc.integer({ min: 0, max: 8 })
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 70 }), place, place, fc.nat(), (bytes, i, j, n) => {
      const other = at(j, bytes)
      expect(isSame(at(i, bytes), other)).toBe(true)
      expect(isSame(at(i, bytes), at(j, Uint8Array.of(...bytes, 0)))).toBe(false)
      if (bytes.byteLength === 0) return
      other[n % bytes.byteLength]! ^= 1 << (n % 8)
      expect(isSame(at(i, bytes), other)).toBe(false)
    }),
  )
})

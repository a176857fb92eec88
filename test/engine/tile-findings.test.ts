/**
 * Plan: findings serve a run that wants no more than they go down to, once they have come back; those that are renewed
 * serve none until then, and what comes back late from a run that went down elsewhere is not taken for them.
 */
import { expect, test } from 'vitest'
import { TileFindings } from '../../src/engine/tile-findings.ts'

const SLICE = { buffer: {} as GPUBuffer, bytes: 8 }
const wanting = (wanted: number) => ({ kept: 0, wanted })

test('findings serve what they go down to', () => {
  const findings = new TileFindings(SLICE)
  expect(findings.serving(wanting(3))).toBeNull()
  const words = Uint32Array.of(1, 2)
  const take = findings.renew({ kept: 2, wanted: 3 })
  expect(findings.serving(wanting(3))).toBeNull()
  take(words)
  expect(findings.serving(wanting(3))).toBe(words)
  expect(findings.serving(wanting(2))).toBe(words)
  expect(findings.serving(wanting(1.9))).toBeNull()
})

test('what comes back late is not taken for what is there now', () => {
  const findings = new TileFindings(SLICE)
  const takeLate = findings.renew({ kept: 2, wanted: 3 })
  const take = findings.renew({ kept: 1, wanted: 1 })
  takeLate(Uint32Array.of(1))
  expect(findings.serving(wanting(3))).toBeNull()
  const words = Uint32Array.of(2)
  take(words)
  takeLate(Uint32Array.of(1))
  expect(findings.serving(wanting(3))).toBe(words)
})

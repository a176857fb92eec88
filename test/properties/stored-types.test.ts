/*
 * Stored types, from the chunk to the processed gather. Reading: random values of each type, either byte order, both
 * orders of axes and of memory, chunks that do not divide the array, become the float32 nearest to them, bit for bit.
 * Processing: what was read comes back from steps that shrink nothing, within the engine's rounding. Control: the
 * nearest float is told from one that was rounded twice.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../src/core/gather.ts'
import { openDataset } from '../../src/data/dataset.ts'
import { expectArraysClose, expectSameBits } from '../compare-arrays.ts'
import { noise } from '../gathers.ts'
import { holds, isSmall, PROCESSES } from './arbitraries.ts'
import { cpu } from './engines.ts'
import { anyUnshrunkStep } from './nothing-shrunk.ts'
import { filterLoss } from './rounding.ts'
import {
  datasetOf,
  nearestToInteger,
  STORED_TYPES,
  type StoredLayout,
  type StoredType,
  type StoredValue,
} from './stored-types.ts'

const anyLayout: fc.Arbitrary<StoredLayout> = fc.record({
  nSamples: fc.integer({ min: 1, max: 9 }),
  nTraces: fc.integer({ min: 1, max: 9 }),
  chunkTraces: fc.integer({ min: 1, max: 9 }),
  isLittleEndian: fc.boolean(),
  isTraceMajor: fc.boolean(),
  order: fc.constantFrom('C', 'F'),
})

async function read(type: StoredType, values: readonly StoredValue[], layout: StoredLayout): Promise<Gather> {
  return (await openDataset(datasetOf(type, values, layout))).readGather(0)
}

/** One NaN is as good as another. */
function withOneNaN(samples: Float32Array): Float32Array {
  return samples.map((sample) => (Number.isNaN(sample) ? Number.NaN : sample))
}

const NAMED = STORED_TYPES.map((type) => [type.name, type] as const)

describe('reading gives the nearest float32', () => {
  it.each(NAMED)('of %s', async (_, type) => {
    const anyCase = anyLayout.chain((layout) => {
      const count = layout.nSamples * layout.nTraces
      return fc.record({
        layout: fc.constant(layout),
        values: fc.array(type.anyValue, { minLength: count, maxLength: count }),
      })
    })
    const property = fc.asyncProperty(anyCase, async ({ layout, values }) => {
      const { samples, nSamples, nTraces } = await read(type, values, layout)
      expect([nSamples, nTraces]).toEqual([layout.nSamples, layout.nTraces])
      const expected = Float32Array.from(values, type.nearest)
      expectArraysClose(samples, expected)
      expectSameBits(withOneNaN(samples), withOneNaN(expected))
    })
    await holds(property, 60)
  })

  it('control: which is not that of the double nearest to it', () => {
    // One more than halfway between two floats; the double nearest to it is halfway, and goes to the even one below.
    const value = 2n ** 60n + 2n ** 36n + 1n
    expect(nearestToInteger(value)).toBe(2 ** 60 + 2 ** 37)
    expect(Math.fround(Number(value))).toBe(2 ** 60)
  })
})

/** A value of a type from a number in [-1, 1): within its range, and of an ordinary size where that is wide. */
function ordinaryValue(type: StoredType, part: number): StoredValue {
  switch (type.name) {
    case 'f8':
      return 1e6 * part
    case 'f4':
      return new Uint32Array(Float32Array.of(1e6 * part).buffer)[0]!
    case 'f2':
      // Bits of a half from 1 to 2, or from -2 to -1.
      return (part < 0 ? 0xbc00 : 0x3c00) + Math.floor(1023 * Math.abs(part))
    default: {
      const bits = 8 * Number(type.name[1]) - (type.name[0] === 'i' ? 1 : 0)
      const value = (BigInt(Math.floor(Math.abs(part) * 2 ** 40)) * 2n ** BigInt(bits)) / 2n ** 40n
      return type.name[0] === 'i' && part < 0 ? -value : value
    }
  }
}

describe('processing gives back what was read', () => {
  it.each(NAMED)('of %s', async (_, type) => {
    const anyCase = fc
      .record({
        step: fc.constantFrom(...PROCESSES).chain(([, process]) => anyUnshrunkStep(process)),
        layout: anyLayout,
        seed: fc.nat(999),
      })
      .filter(({ step, layout }) => isSmall(step, layout))
    const property = fc.asyncProperty(anyCase, async ({ step, layout, seed }) => {
      const values = Array.from({ length: layout.nSamples * layout.nTraces }, (_value, i) =>
        ordinaryValue(type, noise(i, seed)),
      )
      const gather = await read(type, values, layout)
      const { samples } = await cpu.process(gather, step)
      const relativeToMax = Math.max(cpu.roundingOf(step), filterLoss(step))
      expectArraysClose(samples, Float32Array.from(values, type.nearest), { relativeToMax })
    })
    await holds(property, 15)
  })
})

/*
 * Best bases of packet trees: any basis gives the signal back (random trees, lengths and wavelets); the chosen one is
 * the cheapest of all (against plain recursion over every basis); costs are additive; ties keep the parent; the
 * approximation's ancestors are split when asked. Control: a node's children do not count once it is chosen.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { chooseBasis, energyOf, entropyCost } from '../../src/dsp/best-basis.ts'
import { waveletFilters } from '../../src/dsp/wavelets.ts'
import { NODE_GONE, NODE_LEAF, NODE_SPLIT, wptPlan } from '../../src/dsp/wpt.ts'
import { expectArraysClose } from '../compare-arrays.ts'
import { waveletForward } from '../plan-runs.ts'

/** States of a tree, a node being a leaf where `isLeaf` says so; entry 0 is no node. */
function basisOf(level: number, isLeaf: (node: number) => boolean): Uint8Array {
  const states = new Uint8Array(2 ** (level + 1))
  for (let h = 1; h < states.length; h++) {
    const isInside = h === 1 || states[h >> 1] === NODE_SPLIT
    states[h] = !isInside ? NODE_GONE : h >= 2 ** level || isLeaf(h) ? NODE_LEAF : NODE_SPLIT
  }
  return states
}

/** States of the nodes 1, 2, ... of the best basis for their costs; offsets in all arrays must not matter. */
function chosen(costs: readonly number[], keepsApproximation = false): readonly number[] {
  const level = Math.log2(costs.length + 1) - 1
  const states = new Uint8Array(costs.length + 4)
  const best = new Float64Array(costs.length + 1)
  chooseBasis(Float64Array.from([8, 8, 0, ...costs]), 2, level, keepsApproximation, best, states, 3)
  return [...states.subarray(4)]
}

describe('any basis of a tree', () => {
  it('gives the signal back', () => {
    const anyCase = fc.record({
      x: fc.float64Array({ minLength: 1, maxLength: 200, min: -10, max: 10, noNaN: true }),
      level: fc.integer({ min: 1, max: 5 }),
      wavelet: fc.constantFrom('haar', 'db4', 'sym8', 'bior3.5', 'coif4'),
      leafBits: fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }),
    })
    fc.assert(
      fc.property(anyCase, ({ x, level, wavelet, leafBits }) => {
        const plan = wptPlan(x.length, waveletFilters(wavelet), level, 'tree')
        const states = basisOf(level, (node) => (leafBits >> BigInt(node)) % 2n === 1n)
        waveletForward(plan, x)
        plan.inverse(undefined, states)
        // 1e-9 of 10: the tables hold 11 to 16 digits.
        expectArraysClose(plan.signal, x, { absolute: 1e-8 })
      }),
      { numRuns: 100 },
    )
  })

  it('control: takes nothing from the children of a chosen node', () => {
    const plan = wptPlan(16, waveletFilters('haar'), 2, 'tree')
    const x = Float64Array.from({ length: 16 }, (_, i) => Math.sin(i))
    const coefficients = waveletForward(plan, x)
    const changed = coefficients.map((c, i) => (i >= plan.levelStarts[2]! ? 99 : c))
    const inverse = (isLeaf: (node: number) => boolean) => {
      plan.coefficients.set(changed)
      plan.inverse(undefined, basisOf(2, isLeaf))
      return Float64Array.from(plan.signal)
    }
    expectArraysClose(
      inverse((node) => node >= 2),
      x,
      { absolute: 1e-12 },
    )
    expect(inverse((node) => node === 2)).not.toEqual(x)
  })
})

describe('the cost', () => {
  it('adds up: one sum over parts is the sum of their costs', () => {
    const values = Float64Array.of(9, 1, -2, 0, 3, 0.5)
    const energy = energyOf(values, 1, 5)
    expect(energy).toBe(14.25)
    const parts = entropyCost(values, 1, 2, energy) + entropyCost(values, 3, 3, energy)
    expect(entropyCost(values, 1, 5, energy)).toBeCloseTo(parts, 14)
  })

  it('is log n for n equal values, 0 for a single one and for silence', () => {
    expect(entropyCost(new Float64Array(8).fill(-3), 0, 8, 72)).toBeCloseTo(Math.log(8), 14)
    expect(entropyCost(Float64Array.of(0, 5, 0), 0, 3, 25)).toBe(0)
    expect(entropyCost(new Float64Array(3), 0, 3, 0)).toBe(0)
  })
})

describe('the choice', () => {
  /** Cheapest cost below a node by trying every basis. */
  function cheapest(costs: readonly number[], node: number): number {
    const own = costs[node - 1]!
    return 2 * node > costs.length ? own : Math.min(own, cheapest(costs, 2 * node) + cheapest(costs, 2 * node + 1))
  }

  it('costs no more than any other basis', () => {
    const anyCosts = fc
      .integer({ min: 1, max: 5 })
      .chain((level) =>
        fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 2 ** (level + 1) - 1, maxLength: 2 ** (level + 1) - 1 }),
      )
    fc.assert(
      fc.property(anyCosts, (costs) => {
        const states = chosen(costs)
        const level = Math.log2(costs.length + 1) - 1
        const total = costs.reduce((sum, cost, i) => (states[i] === NODE_LEAF ? sum + cost : sum), 0)
        expect(total).toBe(cheapest(costs, 1))
        expect(states).toEqual([...basisOf(level, (node) => states[node - 1] === NODE_LEAF).subarray(1)])
      }),
      { numRuns: 200 },
    )
  })

  it('keeps the parent at a tie, and the children of a chosen node are gone', () => {
    expect(chosen([10, 4, 6, 1, 3, 2, 5])).toEqual([1, 2, 2, 2, 2, 2, 2])
    expect(chosen([11, 4, 6, 1, 3, 2, 3])).toEqual([0, 1, 0, 2, 2, 1, 1])
  })

  it('splits what lies above a kept approximation, and nothing else, whatever it costs', () => {
    expect(chosen([0, 0, 0, 9, 9, 9, 9], true)).toEqual([0, 0, 1, 1, 1, 2, 2])
  })
})

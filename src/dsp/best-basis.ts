/**
 * The best basis of a packet tree (Coifman and Wickerhauser 1992). The cost of a band is its part of the entropy
 * -sum p ln p with p = c^2 / E, E being the energy of the trace for every node, so that costs add up. From the bottom
 * up a node keeps its band when that costs no more than the best of its children together.
 * Nodes are numbered as in a heap (wpt.ts).
 */
import { NODE_GONE, NODE_LEAF, NODE_SPLIT } from './wpt.ts'

/** Sum of squares of values[start, start + count). */
export function energyOf(values: Float64Array, start: number, count: number): number {
  let sum = 0
  for (let i = start; i < start + count; i++) sum += values[i]! * values[i]!
  return sum
}

/** -sum p ln p over values[start, start + count), p = c^2 / energy; 0 where the energy is. */
export function entropyCost(values: Float64Array, start: number, count: number, energy: number): number {
  if (!(energy > 0)) return 0
  let sum = 0
  for (let i = start; i < start + count; i++) {
    const p = (values[i]! * values[i]!) / energy
    if (p > 0) sum -= p * Math.log(p)
  }
  return sum
}

/**
 * states[statesStart + h] for each node h in [1, 2^(level + 1)), from the costs at costs[costsStart + h].
 * With `keepsApproximation` the nodes above the approximation of the last level are split whatever they cost: that
 * leaf passes unshrunk, and a larger one in its place would let noise pass with it.
 */
export function chooseBasis(
  costs: Float64Array,
  costsStart: number,
  level: number,
  keepsApproximation: boolean,
  best: Float64Array,
  states: Uint8Array,
  statesStart: number,
): void {
  const nLeaves = 2 ** level
  for (let h = 2 * nLeaves - 1; h >= 1; h--) {
    const own = costs[costsStart + h]!
    if (h >= nLeaves) {
      best[h] = own
      states[statesStart + h] = NODE_LEAF
      continue
    }
    const ofChildren = best[2 * h]! + best[2 * h + 1]!
    const isAboveApproximation = (h & (h - 1)) === 0
    const isLeaf = own <= ofChildren && !(keepsApproximation && isAboveApproximation)
    best[h] = isLeaf ? own : ofChildren
    states[statesStart + h] = isLeaf ? NODE_LEAF : NODE_SPLIT
  }
  for (let h = 2; h < 2 * nLeaves; h++) {
    if (states[statesStart + (h >> 1)] !== NODE_SPLIT) states[statesStart + h] = NODE_GONE
  }
}

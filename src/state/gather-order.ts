/** Ways through the gathers of a dataset: by number, or by the values of a key column such as cdp, or of a header. */
import type { DatasetInfo } from '../core/dataset.ts'

/** A value for each gather, by name. */
export type GatherKeys = Readonly<Record<string, Float64Array>>

/** Gathers in their order, and where each of them stands in it. */
interface Ranks {
  readonly gathers: Uint32Array
  readonly places: Uint32Array
}

const ranksOfColumn = new WeakMap<Float64Array, Ranks>()

/** All that a gather can be found by, keys first. */
export function keyNames({ gathers, headerNames }: Pick<DatasetInfo, 'gathers' | 'headerNames'>): readonly string[] {
  return [...new Set([...Object.keys(gathers.keys), ...headerNames])]
}

interface GatherOrder {
  readonly nGathers: number
  /** To go by; undefined: by number. */
  readonly values: Float64Array | undefined
}

/** How to go by a key, or by number for null and for a header that is not read yet. */
export function orderBy(
  { nGathers, keys }: { readonly nGathers: number; readonly keys: GatherKeys },
  { order, headerKeys }: { readonly order: string | null; readonly headerKeys: GatherKeys },
): GatherOrder {
  return { nGathers, values: order === null ? undefined : (keys[order] ?? headerKeys[order]) }
}

/** The gather so many places further in an order; stays inside the dataset. */
export function gatherAt({ nGathers, values }: GatherOrder, from: number, places: number): number {
  const clamp = (place: number): number => Math.min(nGathers - 1, Math.max(0, place))
  if (values === undefined) return clamp(from + places)
  const ranks = ranksOf(values)
  return ranks.gathers[clamp(ranks.places[from]! + places)]!
}

/** Equal values in the order of the gathers, gathers without a value last. */
function ranksOf(values: Float64Array): Ranks {
  const known = ranksOfColumn.get(values)
  if (known !== undefined) return known
  const keyOf = (gather: number): number => (Number.isNaN(values[gather]) ? Number.POSITIVE_INFINITY : values[gather]!)
  const compare = (a: number, b: number): number => (keyOf(a) === keyOf(b) ? a - b : keyOf(a) - keyOf(b))
  const gathers = Uint32Array.from(values.keys()).sort(compare)
  const places = new Uint32Array(values.length)
  for (const [place, gather] of gathers.entries()) places[gather] = place
  const ranks = { gathers, places }
  ranksOfColumn.set(values, ranks)
  return ranks
}

/** The next gather after `from` that has the value, from the first on after the last; null where none has it. */
export function gatherOfValue(values: Float64Array, value: number, from: number): number | null {
  const next = values.indexOf(value, from + 1)
  const found = next === -1 ? values.indexOf(value) : next
  return found === -1 ? null : found
}

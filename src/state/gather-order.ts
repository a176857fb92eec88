/** Ways through the gathers of a dataset: by number, or by the values of a key column such as cdp. */
import type { GatherIndex } from '../core/dataset.ts'

/** Gathers in their order, and where each of them stands in it. */
interface Ranks {
  readonly gathers: Uint32Array
  readonly places: Uint32Array
}

const ranksOfColumn = new WeakMap<Float64Array, Ranks>()

/** The gather so many places further in the order of a key column, or of the numbers for null; stays inside the dataset. */
export function gatherAt(index: GatherIndex, order: string | null, from: number, places: number): number {
  const clamp = (place: number): number => Math.min(index.nGathers - 1, Math.max(0, place))
  const values = order === null ? undefined : index.keys[order]
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

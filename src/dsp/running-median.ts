/**
 * Medians of `length` neighbouring values, odd: of values[i - half .. i + half], as far as there are any - at the ends the
 * window shrinks. The median of an even count is the mean of the middle two. The values of the window are kept sorted: at
 * lengths of about a hundred, to move some of them is quicker than to keep heaps. Values must not be NaN.
 */
export class RunningMedian {
  readonly #half: number
  readonly #sorted: Float64Array
  #count = 0

  constructor(length: number) {
    if (length % 2 !== 1) throw new RangeError(`RunningMedian: ${length}`)
    this.#half = (length - 1) / 2
    this.#sorted = new Float64Array(length)
  }

  /** Of all values, into a target of as many. */
  measure(values: Float64Array, target: Float64Array): void {
    const n = values.length
    const half = this.#half
    this.#count = 0
    for (let i = 0; i < Math.min(half, n); i++) this.#insert(values[i]!)
    for (let i = 0; i < n; i++) {
      const hasLeft = i > half
      const hasCome = i + half < n
      if (hasLeft && hasCome) this.#replace(values[i - half - 1]!, values[i + half]!)
      else if (hasCome) this.#insert(values[i + half]!)
      else if (hasLeft) this.#remove(values[i - half - 1]!)
      target[i] = this.#median()
    }
  }

  #median(): number {
    const middle = this.#count >> 1
    if (this.#count % 2 === 1) return this.#sorted[middle]!
    return (this.#sorted[middle - 1]! + this.#sorted[middle]!) / 2
  }

  #insert(value: number): void {
    this.#moveDown(this.#count++, value)
  }

  #remove(value: number): void {
    const at = this.#rankOf(value)
    this.#sorted.copyWithin(at, at + 1, this.#count--)
  }

  #replace(old: number, value: number): void {
    const sorted = this.#sorted
    const last = this.#count - 1
    let at = this.#rankOf(old)
    for (; at < last && sorted[at + 1]! < value; at++) sorted[at] = sorted[at + 1]!
    this.#moveDown(at, value)
  }

  /** Puts a value where it belongs, at place `at` or below: what was there is lost. */
  #moveDown(at: number, value: number): void {
    const sorted = this.#sorted
    let place = at
    for (; place > 0 && sorted[place - 1]! > value; place--) sorted[place] = sorted[place - 1]!
    sorted[place] = value
  }

  /** How many are below a value. */
  #rankOf(value: number): number {
    let [low, high] = [0, this.#count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.#sorted[middle]! < value) low = middle + 1
      else high = middle
    }
    return low
  }
}

/**
 * Rows of what a threshold may leave: each entry an index and a few numbers, each row as long as it happens to be. Kept
 * by an analysis in place of all that it looked at.
 */
export class ListedRows {
  indices: Int32Array<ArrayBuffer>
  /** One array for each number of an entry. */
  readonly columns: Float64Array<ArrayBuffer>[]
  #ends = new Int32Array(256)
  #nRows = 0
  #count = 0

  constructor(nColumns: number) {
    this.indices = new Int32Array(4096)
    this.columns = Array.from({ length: nColumns }, () => new Float64Array(4096))
  }

  get byteLength(): number {
    return this.columns.reduce(
      (sum, { byteLength }) => sum + byteLength,
      this.indices.byteLength + this.#ends.byteLength,
    )
  }

  /** Where row n starts and ends among the entries. */
  startOf(n: number): number {
    return n === 0 ? 0 : this.#ends[n - 1]!
  }

  endOf(n: number): number {
    return this.#ends[n]!
  }

  clear(): void {
    this.#nRows = 0
    this.#count = 0
  }

  /** Adds a row of `count` entries, to be filled in by the caller from the place on that is returned. */
  addRow(count: number): number {
    const at = this.#count
    this.#makeRoom(at + count)
    if (this.#nRows === this.#ends.length) this.#ends = copied(this.#ends, new Int32Array(2 * this.#nRows))
    this.#count += count
    this.#ends[this.#nRows++] = this.#count
    return at
  }

  /** Gives back what was reserved and is not used: for rows that are kept. */
  shrink(): void {
    this.indices = this.indices.slice(0, this.#count)
    this.columns.forEach((column, i) => {
      this.columns[i] = column.slice(0, this.#count)
    })
    this.#ends = this.#ends.slice(0, this.#nRows)
  }

  #makeRoom(count: number): void {
    if (count <= this.indices.length) return
    this.indices = copied(this.indices, new Int32Array(2 * count))
    this.columns.forEach((column, i) => {
      this.columns[i] = copied(column, new Float64Array(2 * count))
    })
  }
}

function copied<Numbers extends Int32Array | Float64Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

/**
 * The k that what is listed has to serve, and every larger one: the step's own, or, where it is kept while k is dragged,
 * the next below of steps of the root of two.
 */
export function listedFrom(k: number, isKept: boolean): number {
  return isKept ? 2 ** (Math.floor(2 * Math.log2(k)) / 2) : k
}

import type { RecipeStep } from '../../core/recipe.ts'
import { tfShrinkage, tfThreshold } from '../../dsp/tf-rules.ts'
import { tfDenoiseParams } from './params.ts'
import type { TfRow, TfRows } from './tf-rows.ts'

/**
 * Cells that stand out from the neighbouring traces: all that a rule may change. One list serves every k from that which it
 * was made for upwards, and the rules and protections alike (but soft, which changes every cell).
 */
export class OutlierList {
  /** Of each outlier: its cell, then re, im, median and MAD. */
  #cells = new Int32Array(4096)
  #values = new Float64Array(4 * 4096)
  /** Where the n-th row of cells ends. */
  #ends = new Int32Array(256)
  #nRows = 0
  #count = 0

  get byteLength(): number {
    return this.#cells.byteLength + this.#values.byteLength + this.#ends.byteLength
  }

  clear(): void {
    this.#nRows = 0
    this.#count = 0
  }

  /** Adds the outliers of the row that was measured last, as the next row. */
  addRow({ outliers, median, mad }: TfRows, { re, im }: TfRow, count: number): void {
    this.#makeRoom(count)
    const cells = this.#cells
    const values = this.#values
    let at = this.#count
    for (let i = 0; i < count; i++) {
      const cell = outliers[i]!
      cells[at] = cell
      values[4 * at] = re[cell]!
      values[4 * at + 1] = im[cell]!
      values[4 * at + 2] = median[cell]!
      values[4 * at + 3] = mad[cell]!
      at++
    }
    this.#count = at
    this.#ends[this.#nRows++] = at
  }

  /** Calls `visit` with each outlier of row n that the rule changes: its cell, and by what. */
  forEachChange(n: number, ruled: RuledGain, visit: (cell: number, changeRe: number, changeIm: number) => void): void {
    const values = this.#values
    const end = this.#ends[n]!
    for (let at = n === 0 ? 0 : this.#ends[n - 1]!; at < end; at++) {
      const re = values[4 * at]!
      const im = values[4 * at + 1]!
      const gain = ruled(Math.sqrt(re * re + im * im), values[4 * at + 2]!, values[4 * at + 3]!)
      if (gain !== 1) visit(this.#cells[at]!, (gain - 1) * re, (gain - 1) * im)
    }
  }

  /** Gives back what was reserved and not used: for a list that is kept. */
  shrink(): void {
    this.#cells = this.#cells.slice(0, this.#count)
    this.#values = this.#values.slice(0, 4 * this.#count)
    this.#ends = this.#ends.slice(0, this.#nRows)
  }

  #makeRoom(count: number): void {
    if (this.#nRows === this.#ends.length) this.#ends = grown(this.#ends, 2 * this.#nRows)
    const needed = this.#count + count
    if (needed <= this.#cells.length) return
    this.#cells = grown(this.#cells, 2 * needed)
    const values = new Float64Array(8 * needed)
    values.set(this.#values)
    this.#values = values
  }
}

function grown(array: Int32Array<ArrayBuffer>, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length)
  copy.set(array)
  return copy
}

/** New magnitude / old magnitude, from the old one (not 0), the median and the MAD. */
export type RuledGain = (magnitude: number, median: number, mad: number) => number

export function ruledGain(step: RecipeStep): RuledGain {
  const { k, rule, protection, protectionFactor } = tfDenoiseParams(step)
  const shrinkage = tfShrinkage(rule, protection, protectionFactor)
  return (magnitude, median, mad) => {
    const kept = shrinkage(magnitude, median, tfThreshold(k, median, mad))
    return kept === magnitude ? 1 : kept / magnitude
  }
}

/**
 * The k that a list is made for so that it serves the step, and larger k: the step's own, or, for a list that is to
 * serve while k is dragged, the next of a few below it. 0 (every cell) for the soft rule.
 */
export function outlierFloor(step: RecipeStep, isKept: boolean): number {
  const { k, rule } = tfDenoiseParams(step)
  if (rule === 'soft') return 0
  return isKept ? 2 ** (Math.floor(2 * Math.log2(k)) / 2) : k
}

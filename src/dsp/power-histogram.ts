/**
 * Histograms of powers by the bits of their float32 value, 32 classes to an octave: counts of any parts of a gather add
 * up to the same numbers, and what a quantile is found from fits a graphics card. Zeros are not counted: where nothing
 * was recorded there is no noise to be measured.
 */

const CLASS_SHIFT = 18
/** Of positive finite float32 values. */
export const N_CLASSES = 0x7f800000 >>> CLASS_SHIFT

const value = new Float32Array(1)
const bits = new Uint32Array(value.buffer)

/** Counts of several quantities, such as the bins of a spectrum, one after the other. */
export class PowerHistogram {
  readonly counts: Uint32Array

  constructor(nQuantities: number, counts = new Uint32Array(nQuantities * N_CLASSES)) {
    this.counts = counts
  }

  add(quantity: number, power: number): void {
    value[0] = power
    const pattern = bits[0]!
    if (pattern !== 0) this.counts[quantity * N_CLASSES + Math.min(N_CLASSES - 1, pattern >>> CLASS_SHIFT)]!++
  }

  merge(other: PowerHistogram): void {
    other.counts.forEach((count, at) => {
      if (count !== 0) this.counts[at]! += count
    })
  }

  /**
   * The q-quantile of a quantity, as numpy.quantile has it, powers being spread evenly over their class: within a
   * fiftieth of the exact one at worst, and much less where values are many. 0 where nothing was counted.
   */
  quantile(quantity: number, q: number): number {
    const start = quantity * N_CLASSES
    let total = 0
    for (let c = 0; c < N_CLASSES; c++) total += this.counts[start + c]!
    const rank = q * (total - 1)
    let before = 0
    for (let c = 0; c < N_CLASSES; c++) {
      const count = this.counts[start + c]!
      if (before + count > rank && count > 0) {
        const part = (rank - before + 0.5) / count
        return classStart(c) + Math.min(1, part) * (classStart(c + 1) - classStart(c))
      }
      before += count
    }
    return 0
  }

  /** The mean of a quantity, each power taken as the middle of its class. 0 where nothing was counted. */
  mean(quantity: number): number {
    const start = quantity * N_CLASSES
    let [total, sum] = [0, 0]
    for (let c = 0; c < N_CLASSES; c++) {
      const count = this.counts[start + c]!
      if (count === 0) continue
      total += count
      sum += (count * (classStart(c) + classStart(c + 1))) / 2
    }
    return total === 0 ? 0 : sum / total
  }
}

function classStart(c: number): number {
  bits[0] = Math.min(c << CLASS_SHIFT, 0x7f7fffff)
  return value[0]!
}

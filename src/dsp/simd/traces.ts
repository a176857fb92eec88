// Between samples as gathers have them, float32 with neighbouring traces side by side, and single traces in float64
// (trace-io.ts), four traces at a time. Addresses are in bytes.

/** rows[r nSamples + i] = stage[i width + r], r in [0, 4), i in [0, nSamples). */
export function unpackTraces(stage: usize, width: i32, nSamples: i32, rows: usize): void {
  const row = (<usize>nSamples) << 3
  for (let i = 0; i < nSamples; i++) {
    const x = v128.load(stage)
    const to = rows + (i << 3)
    const low = f64x2.promote_low_f32x4(x)
    const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(x, x, 2, 3, 2, 3))
    v128.store64_lane(to, low, 0)
    v128.store64_lane(to + row, low, 1)
    v128.store64_lane(to + 2 * row, high, 0)
    v128.store64_lane(to + 3 * row, high, 1)
    stage += width << 2
  }
}

/** The other way, rounding to float32. */
export function packTraces(rows: usize, nSamples: i32, width: i32, stage: usize): void {
  const row = (<usize>nSamples) << 3
  for (let i = 0; i < nSamples; i++) {
    const from = rows + (i << 3)
    const low = v128.load64_lane(from + row, v128.load64_zero(from), 1)
    const high = v128.load64_lane(from + 3 * row, v128.load64_zero(from + 2 * row), 1)
    const x = v128.shuffle<f32>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 1, 4, 5)
    v128.store(stage, x)
    stage += width << 2
  }
}

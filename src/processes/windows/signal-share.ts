/** Of a residual, what is this many times the noise is kept by half. */
const MARGIN = 2
/** So many of the strongest powers may be erratic noise. */
const ERRATIC = 1 / 5

/**
 * Which part of a residual of `count` powers, those of neighbouring traces, is kept because it is too strong for noise: 0
 * where it is at most MARGIN times the noise, nearly 1 where it is far stronger. Of a gather without noise all is kept,
 * whatever a model of signal can follow. The residual is judged by the strongest power beneath the erratic ones: of
 * exponentially distributed powers it is -ln ERRATIC times the mean. Sorts the powers.
 */
export function signalShare(powers: Float64Array, count: number, noise: number): number {
  if (noise === 0) return 1
  sort(powers, count)
  const residual = powers[count - 1 - Math.floor(count * ERRATIC)]! / -Math.log(ERRATIC)
  return residual > MARGIN * noise ? 1 - (MARGIN * noise) / residual : 0
}

/** By insertion: they are few. */
function sort(values: Float64Array, count: number): void {
  for (let i = 1; i < count; i++) {
    const value = values[i]!
    let at = i
    for (; at > 0 && values[at - 1]! > value; at--) values[at] = values[at - 1]!
    values[at] = value
  }
}

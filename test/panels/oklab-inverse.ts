import type { OkLab, Rgb } from '../../src/panels/oklab.ts'

/** The inverse of oklabToRgb (Ottosson 2020). */
export function rgbToOklab([red, green, blue]: Rgb): OkLab {
  const r = decodeGamma(red)
  const g = decodeGamma(green)
  const b = decodeGamma(blue)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return {
    lightness: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  }
}

/** Distance of two colours in OKLab; about 0.02 is just seen side by side. */
export function oklabDistance(first: OkLab, second: OkLab): number {
  return Math.hypot(first.lightness - second.lightness, first.a - second.a, first.b - second.b)
}

function decodeGamma(value: number): number {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

/**
 * Colours by perceived lightness: OKLab (Bjorn Ottosson, 2020, "A perceptual color space for image processing").
 * L runs from 0 (black) to 1 (white); a and b are 0 for greys.
 */
export interface OkLab {
  readonly lightness: number
  readonly a: number
  readonly b: number
}

/** Red, green, blue of sRGB, 0 to 255, not rounded and perhaps outside that range. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** OKLab from lightness, chroma and hue angle in degrees. */
export function oklch(lightness: number, chroma: number, hueDegrees: number): OkLab {
  const angle = (hueDegrees * Math.PI) / 180
  return { lightness, a: chroma * Math.cos(angle), b: chroma * Math.sin(angle) }
}

export function mixOklab(from: OkLab, to: OkLab, part: number): OkLab {
  return {
    lightness: from.lightness + part * (to.lightness - from.lightness),
    a: from.a + part * (to.a - from.a),
    b: from.b + part * (to.b - from.b),
  }
}

export function oklabToRgb({ lightness, a, b }: OkLab): Rgb {
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    encodeGamma(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encodeGamma(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encodeGamma(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ]
}

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

function encodeGamma(linear: number): number {
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055)
}

function decodeGamma(value: number): number {
  const part = value / 255
  return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
}

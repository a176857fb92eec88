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

function encodeGamma(linear: number): number {
  return 255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055)
}

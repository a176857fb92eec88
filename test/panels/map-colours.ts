import type { ColourMapName } from '../../src/core/view.ts'

export type Rgba = readonly [red: number, green: number, blue: number, alpha: number]

type Lch = readonly [lightness: number, chroma: number, hueDegrees: number]

/** The ends and middle of each diverging map as its definition has them. */
const ENDS: Readonly<
  Record<Exclude<ColourMapName, 'grey'>, { readonly negative: Lch; readonly zero: Lch; readonly positive: Lch }>
> = {
  'blue-white-red': { negative: [0.42, 0.17, 262], zero: [1, 0, 0], positive: [0.42, 0.17, 27] },
  'blue-orange': { negative: [0.52, 0.14, 255], zero: [0.97, 0, 0], positive: [0.52, 0.12, 52] },
  'blue-orange-dark': { negative: [0.76, 0.12, 245], zero: [0.17, 0, 0], positive: [0.76, 0.14, 55] },
}

export const BAD_COLOUR: Rgba = [0xf2, 0xcc, 0x5c, 255]
export const NO_COLOUR: Rgba = [0, 0, 0, 0]

/** The colour of an amplitude in steps of the map, -127 to 127 and beyond; not rounded to whole levels. */
export function mapColour(name: ColourMapName, step: number, reversed = false): Rgba {
  const part = (Math.min(127, Math.max(-127, step)) / 127) * (reversed ? -1 : 1)
  if (name === 'grey') return [128 - 127 * part, 128 - 127 * part, 128 - 127 * part, 255]
  const { negative, zero, positive } = ENDS[name]
  const [from, to] = [toLab(zero), toLab(part < 0 ? negative : positive)]
  return [...labToSrgb(from.map((value, axis) => value + Math.abs(part) * (to[axis]! - value))), 255]
}

function toLab([lightness, chroma, hueDegrees]: Lch): readonly number[] {
  const hue = (hueDegrees * Math.PI) / 180
  return [lightness, chroma * Math.cos(hue), chroma * Math.sin(hue)]
}

/** By way of CIE XYZ, with the matrices of CSS Color 4: another way than that of the program. */
function labToSrgb(lab: readonly number[]): readonly [number, number, number] {
  const cones = times(
    [
      [1, 0.3963377773761749, 0.2158037573099136],
      [1, -0.1055613458156586, -0.0638541728258133],
      [1, -0.0894841775298119, -1.2914855480194092],
    ],
    lab,
  ).map((value) => value ** 3)
  const xyz = times(
    [
      [1.2268798758459243, -0.5578149944602171, 0.2813910456659647],
      [-0.0405757452148008, 1.112286803280317, -0.0717110580655164],
      [-0.0763729366746601, -0.4214933324022432, 1.5869240198367816],
    ],
    cones,
  )
  const linear = times(
    [
      [12831 / 3959, -329 / 214, -1974 / 3959],
      [-851781 / 878810, 1648619 / 878810, 36519 / 878810],
      [705 / 12673, -2585 / 12673, 705 / 667],
    ],
    xyz,
  )
  const [red, green, blue] = linear.map((value) =>
    Math.min(255, Math.max(0, 255 * (value > 0.0031308 ? 1.055 * value ** (1 / 2.4) - 0.055 : 12.92 * value))),
  )
  return [red!, green!, blue!]
}

function times(matrix: readonly (readonly number[])[], vector: readonly number[]): readonly number[] {
  return matrix.map((row) => row.reduce((sum, value, at) => sum + value * vector[at]!, 0))
}

/** The picture of a transform plane: magnitudes in dB, what the rule changes in the colour of Noise. */
import type { TransformPlane } from '../../core/transform-plane.ts'
import { channels, rampColour } from '../batch/map-layout.ts'
import { axisEnd } from './plane-layout.ts'

/** What lies lower below the largest has the colour of nothing. */
export const PLANE_RANGE_DB = 36

export interface PlaneColours {
  /** RGB of each level from none to the largest: of what is kept, and of what is taken out. */
  readonly kept: readonly (readonly number[])[]
  readonly changed: readonly (readonly number[])[]
}

const LEVELS = 256
const RAMP = ['--seq-0', '--seq-1', '--seq-2', '--seq-3', '--seq-4']
/** Even the faintest of what is changed is told from what is kept; and even what is hardly changed. */
const FAINTEST = 0.12
const LEAST_MARK = 0.45

export function planeColours(token: (name: string) => string): PlaneColours {
  const ramp = RAMP.map(token)
  const noise = [ramp[0]!, token('--d-noise')]
  const levels = Array.from({ length: LEVELS }, (_, i) => i / (LEVELS - 1))
  // Less than linear: what is zeroed for being small stays in the background, what is for standing out does not.
  return {
    kept: levels.map((level) => channels(rampColour(ramp, level))),
    changed: levels.map((level) => channels(rampColour(noise, FAINTEST + (1 - FAINTEST) * level ** 1.4))),
  }
}

/** RGBA bytes, row by row. A pixel over several cells shows the largest of them; one over none is transparent. */
export function planePixels(
  plane: TransformPlane,
  { width, height }: { readonly width: number; readonly height: number },
  colours: PlaneColours,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * width * height)
  const { bands, magnitudes, gains, nSamples } = plane
  const levelOf = levels(magnitudes)
  const end = axisEnd(plane)
  const most = new Int32Array(height)
  let known = ''
  for (let x = 0; x < width; x++) {
    const [from, to] = [(x / width) * end, ((x + 1) / width) * end]
    let first = bands.findIndex((band) => band.to > (from + to) / 2)
    let last = first
    while (first > 0 && bands[first - 1]!.from >= from) first--
    while (last < bands.length - 1 && bands[last + 1]!.to <= to) last++
    if (known !== `${first} ${last}`) largestCells(plane, first, last, nSamples / height, most)
    known = `${first} ${last}`
    for (let y = 0; y < height; y++) {
      const cell = most[y]!
      if (cell < 0) continue
      const level = levelOf(magnitudes[cell]!)
      const gain = gains[cell]!
      const mark = gain === 1 ? 0 : LEAST_MARK + (1 - LEAST_MARK) * Math.min(1, Math.abs(1 - gain))
      const [kept, changed] = [colours.kept[level]!, colours.changed[level]!]
      const at = 4 * (y * width + x)
      for (let c = 0; c < 3; c++) pixels[at + c] = kept[c]! + mark * (changed[c]! - kept[c]!)
      pixels[at + 3] = 255
    }
  }
  return pixels
}

/** Of each row of the picture, the largest of its cells in bands [first, last], or the one about its middle; -1 where there is none. */
function largestCells(
  { bands, magnitudes }: TransformPlane,
  first: number,
  last: number,
  samplesPerRow: number,
  most: Int32Array,
): void {
  most.fill(-1)
  for (const band of bands.slice(first, last + 1)) {
    const cells = samplesPerRow / band.step
    for (let y = 0; y < most.length; y++) {
      const top = (y * samplesPerRow - band.start) / band.step
      const from = Math.floor(cells < 1 ? top + cells / 2 : top)
      const to = Math.min(band.nCells, cells < 1 ? from + 1 : Math.floor(top + cells))
      for (let i = Math.max(0, from); i < to; i++) {
        const cell = band.first + i
        if (most[y]! < 0 || magnitudes[cell]! > magnitudes[most[y]!]!) most[y] = cell
      }
    }
  }
}

function levels(magnitudes: Float32Array): (magnitude: number) => number {
  const largest = magnitudes.reduce((most, magnitude) => Math.max(most, magnitude), 0)
  return (magnitude) => {
    if (!(magnitude > 0)) return 0
    const share = 1 + (20 * Math.log10(magnitude / largest)) / PLANE_RANGE_DB
    return Math.round((LEVELS - 1) * Math.min(1, Math.max(0, share)))
  }
}

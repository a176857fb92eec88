/** Small gathers whose pictures are known pixel by pixel, worked out from the drawing rule without the program's help. */
import type { TraceBlock } from '../../src/core/gather.ts'
import {
  COLOUR_MAPS,
  type ColourMapName,
  type PanelName,
  type TracePlaces,
  type Viewport,
} from '../../src/core/view.ts'
import { blockClip } from '../../src/panels/amplitude.ts'
import { gainField } from '../../src/panels/gain.ts'
import type { PanelScene } from '../../src/panels/panel-scene.ts'
import { placeTraces } from '../../src/panels/trace-places.ts'
import { fitViewport, type PanelSize } from '../../src/panels/viewport.ts'
import { BAD_COLOUR, mapColour, NO_COLOUR, type Rgba } from './map-colours.ts'

export interface KnownPicture extends Omit<PanelScene, 'samples' | 'replaced'> {
  readonly name: string
  readonly before: TraceBlock
  readonly after: TraceBlock
  /** In CSS pixels; a picture has `ratio` times as many each way. */
  readonly size: PanelSize
  /** The colour of a pixel of the panel at device pixel ratio 1 or 2. */
  colourAt(panel: PanelName, x: number, y: number, ratio: number): Rgba
}

export const PIXEL_RATIOS = [1, 2] as const

/** Levels of 255 by which a pixel may differ: rounding of the colour, and with it of a mean between two entries. */
export const LEVEL_TOLERANCE = 1

/** Of a scene on a screen with so many device pixels to a CSS pixel. */
export function atRatio(picture: KnownPicture, ratio: number): KnownPicture {
  const { size, wiggle } = picture
  return {
    ...picture,
    size: { width: ratio * size.width, height: ratio * size.height },
    wiggle: wiggle && { ...wiggle, lineWidth: ratio * wiggle.lineWidth },
  }
}

/** Pixels of RGBA bytes that are not as they should be; empty when the picture is right. */
export function wrongPixels(picture: KnownPicture, ratio: number, panel: PanelName, pixels: Uint8Array): string[] {
  const { width, height } = atRatio(picture, ratio).size
  const wrong: string[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = 4 * (y * width + x)
      const expected = picture.colourAt(panel, x, y, ratio)
      if (expected.every((level, channel) => Math.abs(level - pixels[at + channel]!) <= LEVEL_TOLERANCE + 1e-3))
        continue
      wrong.push(`${x},${y}: ${pixels.subarray(at, at + 4)} for ${expected.map((level) => Math.round(level))}`)
    }
  return wrong
}

/** An amplitude of k is step k of the map in Before and After, 2 k in Noise. */
const LOOK = {
  clip: 127,
  noiseGain: 2,
  colourMap: 'grey',
  reversed: false,
  isSmooth: false,
  gain: null,
  wiggle: null,
} as const

function block(nSamples: number, nTraces: number, at: (sample: number, trace: number) => number): TraceBlock {
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < nSamples; i++) for (let j = 0; j < nTraces; j++) samples[i * nTraces + j] = at(i, j)
  return { nSamples, nTraces, samples }
}

/** The same gather as Before and After: Noise is zero all over. */
function still(
  name: string,
  before: TraceBlock,
  size: PanelSize,
  changes: Partial<PanelScene>,
  stepAt: (x: number, y: number, ratio: number) => number,
): KnownPicture {
  const look = { ...LOOK, viewport: fitViewport(before), ...changes }
  return {
    ...look,
    name,
    before,
    after: before,
    size,
    colourAt: (panel, x, y, ratio) =>
      mapColour(look.colourMap, panel === 'noise' ? 0 : stepAt(x, y, ratio), look.reversed),
  }
}

/** Flat traces below, at and beyond the clip, eight CSS pixels each; After has a quarter of them. */
const LEVELS = [-400, -128, -127, -64, -4, 0, 4, 32, 127, 400]

function levelsBy(colourMap: ColourMapName, reversed: boolean): KnownPicture {
  const before = block(3, LEVELS.length, (_, j) => LEVELS[j]!)
  const after = block(3, LEVELS.length, (_, j) => LEVELS[j]! / 4)
  const size = { width: 8 * LEVELS.length, height: 6 }
  const share = { before: 1, after: 0.25, noise: 0.75 * LOOK.noiseGain }
  return {
    ...LOOK,
    viewport: fitViewport(before),
    name: `${colourMap}${reversed ? ', reversed' : ''}`,
    before,
    after,
    size,
    colourMap,
    reversed,
    colourAt: (panel, x, _, ratio) =>
      mapColour(colourMap, Math.floor(share[panel] * LEVELS[Math.floor(x / (8 * ratio))]! + 0.5), reversed),
  }
}

/** Of one sample an amplitude, 1 to 100 in steps of 1 to the right and of 10 down. */
const RAMP = block(10, 10, (i, j) => 10 * i + j + 1)

function rampAt(percent: number): KnownPicture {
  return still(
    `clip at ${percent} %`,
    RAMP,
    { width: 10, height: 10 },
    { clip: blockClip(RAMP, percent) },
    (x, y, ratio) => {
      const amplitude = 10 * Math.floor(y / ratio) + Math.floor(x / ratio) + 1
      // Of 1 to 100 the percentile is the percent itself.
      return amplitude >= percent ? 127 : Math.floor((127 * amplitude) / percent + 0.5)
    },
  )
}

const FLAT = block(9, 4, () => 120)
/** Amplitudes 1 and 8 of either sign: above and below the middle, and in neighbouring traces. */
const LOUD_BELOW = block(80, 6, (i) => (i % 2 === 0 ? 1 : -1) * (i < 40 ? 1 : 8))
const LOUD_BESIDE = block(20, 6, (i, j) => (i % 2 === 0 ? 1 : -1) * (j % 2 === 0 ? 1 : 8))
/** RMS of both, at step 50. */
const LEVEL_CLIP = (Math.sqrt(65 / 2) * 127) / 50

function timePower(power: number): KnownPicture {
  const gain = gainField(FLAT, { kind: 'time-power', power }, 2)
  return still(`gain t^${power}`, FLAT, { width: 4, height: 9 }, { gain }, (_, y, ratio) =>
    Math.floor(120 * (Math.floor(y / ratio) / 8) ** power + 0.5),
  )
}

function sign(row: number): number {
  return row % 2 === 0 ? 50 : -50
}

/** 4 x 3 samples a CSS pixel and half of that each way at ratio 2: the plain mean of the samples. */
const ROUGH = block(24, 24, (i, j) => ((37 * i + 101 * j + 13 * i * j) % 255) - 127)
/** 2.5 x 2.3 samples a CSS pixel, from within a sample: by area. One is bad, and the view goes past the end. */
const PART: Viewport = { startSample: 3.3, endSample: 28.3, startTrace: 5.1, endTrace: 25.9 }
const BAD_SAMPLE = { i: 11, j: 17 }
const ROUGH_BAD = block(24, 24, (i, j) =>
  i === BAD_SAMPLE.i && j === BAD_SAMPLE.j ? Number.NaN : ROUGH.samples[24 * i + j]!,
)

/** What a pixel covers of a sample, along one axis. */
function overlap(index: number, from: number, to: number): number {
  return Math.max(0, Math.min(to, index + 1) - Math.max(from, index))
}

function areaMean(data: TraceBlock, viewport: Viewport, size: PanelSize, x: number, y: number): number | null {
  const perRow = (viewport.endSample - viewport.startSample) / size.height
  const perColumn = (viewport.endTrace - viewport.startTrace) / size.width
  const [top, left] = [viewport.startSample + y * perRow, viewport.startTrace + x * perColumn]
  let [sum, area] = [0, 0]
  for (let i = 0; i < data.nSamples; i++)
    for (let j = 0; j < data.nTraces; j++) {
      const part = overlap(i, top, top + perRow) * overlap(j, left, left + perColumn)
      if (part === 0) continue
      area += part
      sum += part * data.samples[i * data.nTraces + j]!
    }
  return area === 0 ? null : sum / area
}

function rough(name: string, data: TraceBlock, viewport: Viewport, size: PanelSize): KnownPicture {
  return {
    ...still(name, data, size, { viewport }, () => 0),
    colourAt(panel, x, y, ratio) {
      const mean = areaMean(data, viewport, { width: ratio * size.width, height: ratio * size.height }, x, y)
      if (mean === null) return NO_COLOUR
      if (Number.isNaN(mean)) return BAD_COLOUR
      return mapColour('grey', panel === 'noise' ? 0 : mean)
    },
  }
}

/** A plane, which linear interpolation leaves a plane: between the centres of the outer samples. */
const PLANE = block(3, 4, (i, j) => 30 * i - 20 * j)

function plane(isSmooth: boolean): KnownPicture {
  const size = { width: 40, height: 24 }
  return still(isSmooth ? 'smooth' : 'rectangles', PLANE, size, { isSmooth }, (x, y, ratio) => {
    const [sample, trace] = [(3 * (y + 0.5)) / (ratio * 24), (4 * (x + 0.5)) / (ratio * 40)]
    if (!isSmooth) return 30 * Math.floor(sample) - 20 * Math.floor(trace)
    const between = (place: number, last: number) => Math.min(last, Math.max(0, place - 0.5))
    return 30 * between(sample, 2) - 20 * between(trace, 3)
  })
}

/** Two flat traces, the left one half the clip, the right one minus a quarter: 32 CSS pixels each. */
const CURVES = block(10, 2, (_, j) => (j === 0 ? 63.5 : -31.75))
/** Without the ends of the curves, which are round. */
const INSIDE: Viewport = { startSample: 2, endSample: 8, startTrace: 0, endTrace: 2 }

/**
 * The curves lie 16 px right and 8 px left of the zero lines, at 32 and 40 of 64: a line of one CSS pixel is half of two
 * device pixels at ratio 1 and, at ratio 2, all of two. The area lies between 16 and 32, reversed between 48 and 56.
 */
function curves(name: string, fillsPositive: boolean, reversed: boolean, colourMap: ColourMapName): KnownPicture {
  const size = { width: 64, height: 24 }
  const lines = reversed ? [0, 56] : [32, 40]
  const area = reversed ? [48, 56] : [16, 32]
  const ink = colourMap === 'blue-orange-dark' ? [255, 255, 255] : [10, 11, 13]
  return {
    ...still(
      name,
      CURVES,
      size,
      { wiggle: { fillsPositive, lineWidth: 1 }, viewport: INSIDE, reversed, colourMap },
      () => 0,
    ),
    colourAt(panel, x, _, ratio) {
      const isNoise = panel === 'noise'
      const ground = mapColour(colourMap, isNoise ? 0 : x < 32 * ratio ? 64 : -32, reversed)
      const onLine = (isNoise ? [16, 48] : lines).some((at) => Math.abs(x + 0.5 - at * ratio) < 1)
      const isFilled = fillsPositive && !isNoise && x >= area[0]! * ratio && x < area[1]! * ratio
      return inked(ground, ink, isFilled || (onLine && ratio === 2) ? 1 : onLine ? 0.5 : 0)
    },
  }
}

/** Offsets 4 m apart, four traces at one of them, and nothing at 14 m. */
const OFFSETS = [2, 6, 6, 6, 6, 10, 18]
const SPACED = block(3, OFFSETS.length, (_, j) => 20 * (j + 1) * (j % 2 === 0 ? 1 : -1))

function placesOf(values: readonly number[]): TracePlaces {
  const places = placeTraces(Float64Array.from(values))
  if (typeof places === 'string') throw new Error(places)
  return places
}

/** With so many CSS pixels for 4 m: traces of one offset share them, by their mean where they are fewer than the traces. */
function trueSpacing(name: string, perPlace: number): KnownPicture {
  const size = { width: 5 * perPlace, height: 3 }
  const places = placesOf(OFFSETS)
  const amplitude = (trace: number) => SPACED.samples[trace]!
  return {
    ...still(name, SPACED, size, { viewport: { ...fitViewport(SPACED), places } }, () => 0),
    colourAt(panel, x, _, ratio) {
      const perTrace = (perPlace * ratio) / 4
      const place = Math.floor(x / (perPlace * ratio))
      const within = x - place * perPlace * ratio
      if (place === 3) return NO_COLOUR
      const shared = [0, 1, 2, 3].filter((k) => overlap(k, within / perTrace, (within + 1) / perTrace) > 1e-9)
      const mean = shared.reduce((sum, k) => sum + amplitude(1 + k), 0) / shared.length
      return mapColour('grey', panel === 'noise' ? 0 : place === 1 ? mean : amplitude([0, 1, 5, 6, 6][place]!))
    },
  }
}

/** Places of 16 CSS pixels, the third of four empty; curves 4 px to the right, 12 px to the right into the gap, 4 px left. */
function spacedCurves(): KnownPicture {
  const amplitudes = [31.75, 95.25, -31.75]
  const before = block(10, 3, (_, j) => amplitudes[j]!)
  const viewport = { ...INSIDE, endTrace: 3, places: placesOf([0, 1, 3]) }
  const look = { viewport, wiggle: { fillsPositive: true, lineWidth: 1 } } as const
  return {
    ...still('true spacing, variable area', before, { width: 64, height: 12 }, look, () => 0),
    colourAt(panel, x, _, ratio) {
      const isNoise = panel === 'noise'
      const place = Math.floor(x / (16 * ratio))
      if (place === 2) return NO_COLOUR
      const ground = mapColour('grey', isNoise ? 0 : [32, 95, 0, -32][place]!)
      const onLine = (isNoise ? [8, 24, 56] : [12, 36, 52]).some((at) => Math.abs(x + 0.5 - at * ratio) < 1)
      const areas = isNoise ? [] : [[8, 12] as const, [24, 36] as const]
      const isFilled = areas.some(([from, to]) => x >= from * ratio && x < to * ratio)
      return inked(ground, [10, 11, 13], isFilled || (onLine && ratio === 2) ? 1 : onLine ? 0.5 : 0)
    },
  }
}

function inked(ground: Rgba, ink: readonly number[], covered: number): Rgba {
  const [red, green, blue] = ink.map((level, channel) => ground[channel]! + 0.92 * covered * (level - ground[channel]!))
  return [red!, green!, blue!, 255]
}

export const KNOWN_PICTURES: readonly KnownPicture[] = [
  ...COLOUR_MAPS.flatMap((map) => [levelsBy(map, false), levelsBy(map, true)]),
  ...[50, 98, 100].map(rampAt),
  timePower(1),
  timePower(1.5),
  // Away from the step, half a window of 16 samples, all is at the level of the gather.
  still(
    'gain AGC',
    LOUD_BELOW,
    { width: 6, height: 64 },
    {
      gain: gainField(LOUD_BELOW, { kind: 'agc', windowMs: 32 }, 2),
      clip: LEVEL_CLIP,
      viewport: { startSample: 0, endSample: 32, startTrace: 0, endTrace: 6 },
    },
    (_, y, ratio) => sign(Math.floor(y / (2 * ratio))),
  ),
  still(
    'gain trace balance',
    LOUD_BESIDE,
    { width: 6, height: 20 },
    { gain: gainField(LOUD_BESIDE, { kind: 'balance' }, 2), clip: LEVEL_CLIP },
    (_, y, ratio) => sign(Math.floor(y / ratio)),
  ),
  rough('12 samples a pixel', ROUGH, fitViewport(ROUGH), { width: 8, height: 6 }),
  rough('borders within samples, a bad one, past the end', ROUGH_BAD, PART, { width: 9, height: 10 }),
  plane(false),
  plane(true),
  curves('wiggles', false, false, 'grey'),
  curves('variable area', true, false, 'blue-white-red'),
  curves('variable area, reversed, light on dark', true, true, 'blue-orange-dark'),
  trueSpacing('true spacing, traces closer than pixels', 1),
  trueSpacing('true spacing, zoomed in', 8),
  spacedCurves(),
]

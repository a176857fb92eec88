import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { leastCommonMultiple, type PlanPart } from '../plan-parts.ts'
import { FRAME_SHAPE_BYTES, frameShapes, frameSizes } from './frame-shape.ts'
import { gpuFkPatches } from './gpu-fk-patches.ts'
import { frameKernels, recordFrames, recordFramesInverse } from './gpu-frames.ts'
import type { GpuLateralPart, GpuLateralView } from './gpu-lateral-part.ts'
import { NOISE_KERNELS, recordFrameLength, recordNoise, recordNoiseInShape } from './gpu-noise.ts'
import type { LateralPart } from './lateral-part.ts'
import { SURVEY } from './patch-length.ts'
import { type PlannedShape, plannedShapes, type ShapesOfStep } from './planned-shapes.ts'

/** A Wiener filter in two stages, wiener-filter.ts, as a part of steps on the GPU. */
export interface GpuWienerFilter extends ShapesOfStep {
  readonly reference: LateralPart
  readonly part: GpuLateralPart
}

/** What a filter needs. `factors` that balance the traces are another part's. */
export function wienerFilterPart(filter: GpuWienerFilter, shape: GatherShape): PlanPart {
  const shapes = plannedShapes(filter)
  const sizes = shapes.map(({ lengths }) => frameSizes(lengths, shape.nSamples))
  const sampleBytes = 4 * shape.nSamples
  const cellBytes = 8 * Math.max(...sizes.map(({ nRows }) => nRows))
  const frameBytes = 4 * Math.max(...sizes.map(({ nFrameSamples }) => nFrameSamples))
  const noise = filterNoisePart(filter, shape)
  return {
    ...noise,
    buffers: [
      ...noise.buffers,
      { name: 'estimate', bytesPerTrace: sampleBytes, isKept: false },
      { name: 'result', bytesPerTrace: sampleBytes, isKept: false },
      { name: 'kept', bytesPerTrace: cellBytes, isKept: false },
      { name: 'estimated', bytesPerTrace: cellBytes, isKept: false },
      { name: 'frames', bytesPerTrace: frameBytes, isKept: false },
    ],
    planes: ['estimate'],
    kernels: [
      ...noise.kernels,
      ...shapes.flatMap(({ lengths, lateralTraces }) => [
        ...Object.values(frameKernels(lengths)),
        ...Object.values(filter.part.kernels(lateralTraces)),
      ]),
    ],
  }
}

/** What it takes to find the noise in the cells of a filter, and nothing else. */
export function filterNoisePart(filter: GpuWienerFilter, { nSamples }: GatherShape): PlanPart {
  const { part, windowSamples } = filter
  const shapes = plannedShapes(filter)
  const [own] = shapes
  const sizes = shapes.map(({ lengths }) => frameSizes(lengths, nSamples))
  const isSurveyed = windowSamples === null
  const lengths = [...new Set([...(isSurveyed ? [[SURVEY.windowSamples]] : []), own.lengths])]
  return {
    buffers: [
      { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: shapes.length > 1 },
      {
        name: 'cells',
        bytesPerTrace: 8 * Math.max(...sizes.map(({ nRows }) => nRows)),
        isKept: shapes.length === 1,
      },
    ],
    gatherBuffers: [
      { name: 'counts', bytes: 4 * N_CLASSES * Math.max(sizes[0]!.nBins, SURVEY_BINS), isKept: false },
      { name: 'surveyed', bytes: 8 * SURVEY_BINS, isKept: false },
      ...shapes.flatMap((one, i) => [
        { name: one.noise, bytes: 8 * sizes[i]!.nBins, isKept: true },
        { name: one.frames, bytes: FRAME_SHAPE_BYTES, isKept: true },
      ]),
    ],
    planes: [],
    haloTraces: Math.max(
      ...shapes.map((one) => part.haloTraces(one.lateralTraces)),
      isSurveyed ? gpuFkPatches.haloTraces(SURVEY.lateralTraces) : 0,
    ),
    tileStep: shapes.map((one) => part.tileStep(one.lateralTraces)).reduce(leastCommonMultiple),
    kernels: [
      ...NOISE_KERNELS,
      ...(isSurveyed ? [gpuFkPatches.kernels(SURVEY.lateralTraces).powers] : []),
      ...lengths.map((ofFrames) => frameKernels(ofFrames).forward),
      part.kernels(own.lateralTraces).powers,
    ],
  }
}

const SURVEY_BINS = SURVEY.windowSamples / 2 + 1

/** A plane, and what of it lies in the buffers of the only tile, if there is one: `samples`, or the `cells` of the only shape as well. */
export interface FilterInput {
  readonly plane: string
  readonly held: 'nothing' | 'samples' | 'cells'
}

/** Has the spectrum of a plane choose the lengths of the frames of filters: of all that leave it to the gather. */
export function recordFrameLengths(
  recording: GatherRecording,
  filters: readonly GpuWienerFilter[],
  input: FilterInput,
): void {
  const open = filters.filter((filter) => filter.windowSamples === null)
  if (open.length === 0) return
  const { windowSamples, lateralTraces, part } = SURVEY
  const { plan, buffer, table } = recording
  const lengths = [windowSamples]
  const shape = table(frameShapes(lengths, plan.shape.nSamples))
  const view = { lateralTraces, frames: { lengths, shape } }
  recordNoise(recording, shape, { nBins: SURVEY_BINS, quantile: part.noiseQuantile, to: buffer('surveyed') }, () =>
    recordPowersOf(recording, view, input, (tile) => gpuFkPatches.recordPowers(recording, tile, view)),
  )
  for (const { lengths: candidates, frames } of open.flatMap(plannedShapes)) {
    const from = table(frameShapes(candidates, plan.shape.nSamples))
    recordFrameLength(recording, { shape, powers: buffer('surveyed') }, from, buffer(frames))
  }
}

/**
 * Finds the noise in the cells of a filter, whose lengths have been chosen: from those of a plane in its first shape. Leaves
 * `samples` of the only tile there, and where there is one shape its `cells`.
 */
export function recordFilterNoise(recording: GatherRecording, filter: GpuWienerFilter, input: FilterInput): void {
  const { plan, buffer } = recording
  const { reference, part } = filter
  const { nSamples } = plan.shape
  const [own, ...others] = plannedShapes(filter)
  const view = viewOf(recording, own)
  const { shape } = view.frames
  const power = {
    nBins: frameSizes(own.lengths, nSamples).nBins,
    quantile: reference.noiseQuantile,
    to: buffer(own.noise),
  }
  recordNoise(recording, shape, power, () =>
    recordPowersOf(recording, view, input, (tile) => part.recordPowers(recording, tile, view)),
  )
  for (const other of others) {
    const { nBins } = frameSizes(other.lengths, nSamples)
    const gain = reference.noiseGain(other.lateralTraces) / reference.noiseGain(own.lateralTraces)
    const to = { shape: viewOf(recording, other).frames.shape, nBins, gain, noise: buffer(other.noise) }
    recordNoiseInShape(recording, { shape, noise: buffer(own.noise) }, to)
  }
}

/** The shape of a filter's first frames, and the noise in them, as found on the GPU. */
export function filterSpectrum(recording: GatherRecording, filter: GpuWienerFilter) {
  const [own] = plannedShapes(filter)
  return { shape: viewOf(recording, own).frames.shape, noise: recording.buffer(own.noise) }
}

/** Has the input of a filter lie where `recordFilterNoise` left it, after runs on other planes. */
export function recordFilterInput(recording: GatherRecording, filter: GpuWienerFilter, plane: string): void {
  const { plan, take } = recording
  const [only, ...others] = plan.tiles
  if (others.length > 0) return
  take(plane, only!, 'samples')
  const [own, ...otherShapes] = plannedShapes(filter)
  if (otherShapes.length === 0) recordCells(recording, only!, viewOf(recording, own))
}

/** Where a filter leaves a tile of its input and of its result. */
export const WIENER_TILE = { samples: 'samples', result: 'result' } as const

/**
 * Filters a plane by the noise that was found, in that plane or another. `use` takes the `result` of each tile from its
 * buffer, in the unit of the gather; it may put it anywhere but in the plane itself. `samples` of the only tile stay there.
 */
export function recordWienerFilter(
  recording: GatherRecording,
  filter: GpuWienerFilter,
  { input, k }: { readonly input: FilterInput; readonly k: number },
  use: (tile: PlannedTile) => void,
): void {
  const { plan, buffer, take, put } = recording
  const { part } = filter
  const shapes = plannedShapes(filter)
  const share = 1 / shapes.length
  const isOneTile = plan.tiles.length === 1
  const isOneShape = shapes.length === 1
  const forEachShape = (
    tile: PlannedTile,
    areCellsHere: boolean,
    record: (shape: PlannedShape, view: GpuLateralView, isAdded: boolean) => void,
  ) => {
    for (const [i, shape] of shapes.entries()) {
      const view = viewOf(recording, shape)
      if (!(areCellsHere && isOneTile && isOneShape)) recordCells(recording, tile, view)
      record(shape, view, i > 0)
    }
  }
  for (const tile of plan.tiles) {
    if (!isOneTile || input.held === 'nothing') take(input.plane, tile, 'samples')
    forEachShape(tile, input.held === 'cells', ({ noise }, view, isAdded) => {
      part.recordKeep(recording, tile, view, buffer(noise), k)
      const route = { from: 'kept', to: 'estimate', isBalanced: true, share, isAdded }
      recordFramesInverse(recording, tile, view.frames, route)
    })
    if (!isOneTile) put(tile, 'estimate', 'estimate')
  }
  for (const tile of plan.tiles) {
    if (!isOneTile) take(input.plane, tile, 'samples')
    if (!isOneTile) take('estimate', tile, 'estimate')
    forEachShape(tile, true, ({ noise }, view, isAdded) => {
      recordFrames(recording, tile, view.frames, { from: 'estimate', to: 'estimated', isBalanced: true })
      part.recordFilter(recording, tile, view, buffer(noise))
      const route = { from: 'kept', to: 'result', isBalanced: false, share, isAdded }
      recordFramesInverse(recording, tile, view.frames, route)
    })
    use(tile)
  }
}

/** The powers of cells of a plane in all tiles. */
function recordPowersOf(
  recording: GatherRecording,
  view: GpuLateralView,
  { plane, held }: FilterInput,
  recordPowers: (tile: PlannedTile) => void,
): void {
  const { plan, take } = recording
  for (const tile of plan.tiles) {
    if (plan.tiles.length > 1 || held === 'nothing') take(plane, tile, 'samples')
    recordCells(recording, tile, view)
    recordPowers(tile)
  }
}

/** `samples` -> `cells` of a tile. */
function recordCells(recording: GatherRecording, tile: PlannedTile, { frames }: GpuLateralView): void {
  recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
}

/** A single length is known beforehand. */
function viewOf({ plan, buffer, table }: GatherRecording, planned: PlannedShape): GpuLateralView {
  const { lengths, lateralTraces, frames } = planned
  const shape = lengths.length === 1 ? table(frameShapes(lengths, plan.shape.nSamples)) : buffer(frames)
  return { lateralTraces, frames: { lengths, shape } }
}

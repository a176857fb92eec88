import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { ConstantTable } from '../../gpu/constant-tables.ts'
import { type BufferSlice, foldedWorkgroups } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, PlannedTile } from '../gpu-process.ts'
import { tileParams } from '../gpu-tiles.ts'
import type { PlanPart } from '../plan-parts.ts'
import { frameShapes, frameSizes } from '../wiener/frame-shape.ts'
import { gpuFkPatches } from '../wiener/gpu-fk-patches.ts'
import { frameKernels, recordFrames } from '../wiener/gpu-frames.ts'
import { gpuLateralFrames } from '../wiener/gpu-lateral-frames.ts'
import type { GpuLateralPart } from '../wiener/gpu-lateral-part.ts'
import { NOISE_KERNELS, recordNoise } from '../wiener/gpu-noise.ts'
import { frameNoiseGain } from '../wiener/trace-frames.ts'
import { rootsTable } from '../workgroup-fft.ts'
import { ADD_WEIGHTED, recordPlaneSum } from './gpu-plane-sum.ts'
import { FRAMES, PASSED, PATCHES, PROBE_SIZE, type ProbedPlanes, WHITE, WINDOW } from './noise-probe.ts'

const SPECTRUM = { shader: 'risk/noise_spectrum.wgsl' } as const
const PROBE = { shader: 'risk/probe.wgsl' } as const

const LENGTHS = [WINDOW]
const N_BINS = WINDOW / 2 + 1
/** Of shared/noise_spectrum.wgsl. */
const SPECTRUM_BYTES = 4 * (N_BINS + WINDOW + 1)

/** As risk/probe.wgsl has them. */
const PROBE_TRACES = 8
const PROBE_SAMPLES = 64

/** What it takes to find the noise's spectrum and to add a probe. `factors` are another part's. */
export function noiseProbePart({ nSamples }: GatherShape): PlanPart {
  const samples = { bytesPerTrace: 4 * nSamples, isKept: false }
  return {
    buffers: [
      { ...samples, name: 'samples' },
      { ...samples, name: 'estimate' },
      { ...samples, name: 'result' },
      { name: 'cells', bytesPerTrace: 8 * frameSizes(LENGTHS, nSamples).nRows, isKept: false },
    ],
    gatherBuffers: [
      { name: 'counts', bytes: 4 * N_CLASSES * N_BINS, isKept: false },
      ...['noise in patches', 'noise in frames', 'removed'].map((name) => ({ name, bytes: 8 * N_BINS, isKept: false })),
      { name: 'spectrum', bytes: SPECTRUM_BYTES, isKept: false },
    ],
    planes: ['probe'],
    haloTraces: gpuFkPatches.haloTraces(PATCHES.lateralTraces),
    tileStep: gpuLateralFrames.tileStep(FRAMES.lateralTraces),
    kernels: [
      ...NOISE_KERNELS,
      frameKernels(LENGTHS).forward,
      gpuFkPatches.kernels(PATCHES.lateralTraces).powers,
      gpuLateralFrames.kernels(FRAMES.lateralTraces).powers,
      ADD_WEIGHTED,
      SPECTRUM,
      PROBE,
    ],
  }
}

/** The noise in plane `input`, of which a method made `output` -> `spectrum`, and the first of `figures`. */
export function recordNoiseSpectrum(
  recording: GatherRecording,
  { input, output }: { readonly input: string; readonly output: string },
  figures: BufferSlice,
): void {
  const { recorder, buffer, take, table } = recording
  const whole = (tile: PlannedTile) => take(input, tile, 'samples')
  const removed = (tile: PlannedTile) =>
    recordPlaneSum(recording, tile, [input, output], table(DIFFERENCE), { term: 'estimate', sum: 'samples' })
  recordSurvey(recording, gpuFkPatches, PATCHES, whole, buffer('noise in patches'))
  recordSurvey(recording, gpuLateralFrames, FRAMES, whole, buffer('noise in frames'))
  recordSurvey(recording, gpuLateralFrames, FRAMES, removed, buffer('removed'))
  const frameGain = frameNoiseGain(WINDOW)
  recorder.dispatch({
    kernel: SPECTRUM,
    params: {
      nTraces: recording.plan.shape.nTraces,
      patchUnit: 1 / (frameGain * PATCHES.part.noiseGain(PATCHES.lateralTraces)),
      frameUnit: 1 / frameGain,
      passed: PASSED,
      white: WHITE,
    },
    bindings: [
      buffer('noise in patches'),
      buffer('noise in frames'),
      buffer('removed'),
      table(rootsTable(WINDOW)),
      buffer('spectrum'),
      figures,
    ],
    workgroups: [1, 1, 1],
  })
}

const DIFFERENCE: ConstantTable = { key: 'difference', values: Float32Array.of(1, -1) }

/** The powers of cells of `samples`, as `load` leaves them of each tile. */
function recordSurvey(
  recording: GatherRecording,
  part: GpuLateralPart,
  { lateralTraces, part: { noiseQuantile: quantile } }: typeof PATCHES,
  load: (tile: PlannedTile) => void,
  to: BufferSlice,
): void {
  const { plan, table } = recording
  const frames = { lengths: LENGTHS, shape: table(frameShapes(LENGTHS, plan.shape.nSamples)) }
  recordNoise(recording, frames.shape, { nBins: N_BINS, quantile, to }, () => {
    for (const tile of plan.tiles) {
      load(tile)
      recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
      part.recordPowers(recording, tile, { lateralTraces, frames })
    }
  })
}

/** A plane with a little more noise, as `spectrum` has it. */
export function recordProbe(recording: GatherRecording, { plain, probed }: ProbedPlanes): void {
  const { plan, recorder, buffer, tileBuffer, take, put } = recording
  const { nSamples } = plan.shape
  for (const tile of plan.tiles) {
    take(plain, tile, 'samples')
    const { nTraces, firstTrace } = tileParams(recording, tile)
    recorder.dispatch({
      kernel: PROBE,
      params: { nTraces, nSamples, firstTrace, size: PROBE_SIZE },
      bindings: [tileBuffer(tile, 'samples'), buffer('factors'), buffer('spectrum'), tileBuffer(tile, 'result')],
      workgroups: foldedWorkgroups(
        Math.ceil(nTraces / PROBE_TRACES) * Math.ceil(nSamples / PROBE_SAMPLES),
        plan.limits.workgroupsPerDimension,
      ),
    })
    put(tile, 'result', probed)
  }
}

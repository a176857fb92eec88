import { N_CLASSES } from '../../dsp/power-histogram.ts'
import type { GatherRecording, GatherShape } from '../gpu-process.ts'
import type { PlanPart } from '../plan-parts.ts'
import { fkPatches } from '../wiener/fk-patches.ts'
import { frameShapes, frameSizes } from '../wiener/frame-shape.ts'
import { gpuFkPatches } from '../wiener/gpu-fk-patches.ts'
import { frameKernels, recordFrames } from '../wiener/gpu-frames.ts'
import { NOISE_KERNELS, recordNoise, recordNoiseInShape } from '../wiener/gpu-noise.ts'
import { NOISE_PATCHES } from './cell-noise.ts'

const { lateralTraces, part } = NOISE_PATCHES

/** What it takes to find `cell noise`. */
export function cellNoisePart({ nSamples }: GatherShape, windowSamples: number): PlanPart {
  const { nRows, nBins } = frameSizes([windowSamples], nSamples)
  return {
    buffers: [
      { name: 'samples', bytesPerTrace: 4 * nSamples, isKept: false },
      { name: 'cells', bytesPerTrace: 8 * nRows, isKept: true },
    ],
    gatherBuffers: [
      { name: 'counts', bytes: 4 * N_CLASSES * nBins, isKept: false },
      { name: 'noise', bytes: 8 * nBins, isKept: false },
      { name: 'cell noise', bytes: 8 * nBins, isKept: true },
    ],
    planes: [],
    haloTraces: gpuFkPatches.haloTraces(lateralTraces),
    // Two traces share a Fourier transform.
    tileStep: 2,
    kernels: [...NOISE_KERNELS, gpuFkPatches.kernels(lateralTraces).powers, frameKernels([windowSamples]).forward],
  }
}

/** `samples` of the only tile, or `input` -> `cells` of the last tile, and of each frequency `cell noise`: cell-noise.ts. */
export function recordCellNoise(recording: GatherRecording, windowSamples: number): void {
  const { plan, buffer, take, table } = recording
  const { nSamples } = plan.shape
  const lengths = [windowSamples]
  const shape = table(frameShapes(lengths, nSamples))
  const frames = { lengths, shape }
  const { nBins } = frameSizes(lengths, nSamples)
  const noise = buffer('noise')
  recordNoise(recording, shape, { nBins, quantile: part.noiseQuantile, to: noise }, () => {
    for (const tile of plan.tiles) {
      if (plan.tiles.length > 1) take('input', tile, 'samples')
      recordFrames(recording, tile, frames, { from: 'samples', to: 'cells', isBalanced: false })
      gpuFkPatches.recordPowers(recording, tile, { lateralTraces, frames })
    }
  })
  const gain = 1 / fkPatches.noiseGain(lateralTraces)
  recordNoiseInShape(recording, { shape, noise }, { shape, noise: buffer('cell noise'), nBins, gain })
}

import type { GatherRecording, PlannedTile } from '../gpu-process.ts'
import { ownTraces, tileParams } from '../gpu-tiles.ts'
import { frameSizes } from './frame-shape.ts'
import type { GpuLateralPart, GpuLateralView } from './gpu-lateral-part.ts'

const POWERS = { shader: 'stft_wiener/cell_powers.wgsl' } as const
const KEEP = { shader: 'stft_wiener/cell_keep.wgsl' } as const
const FILTER = { shader: 'stft_wiener/cell_filter.wgsl' } as const

/** The cells of each trace's STFT, by their mean power over neighbouring traces. */
export const gpuLateralFrames: GpuLateralPart = {
  haloTraces: (aperture) => 2 * Math.ceil((aperture - 1) / 4),
  // Two traces share a Fourier transform.
  tileStep: () => 2,

  kernels: () => ({ powers: POWERS, keep: KEEP, filter: FILTER }),

  recordPowers({ plan, recorder, buffer, tileBuffer }, tile, { frames }) {
    const { nRows } = frameSizes(frames.lengths, plan.shape.nSamples)
    recorder.dispatch({
      kernel: POWERS,
      params: { nTraces: tile.haloEndTrace - tile.haloStartTrace, nRows, ...ownTraces(tile) },
      bindings: [frames.shape, tileBuffer(tile, 'cells'), buffer('counts')],
    })
  },

  recordKeep(recording, tile, view, noise, k) {
    const { recorder, buffer, tileBuffer } = recording
    recorder.dispatch({
      kernel: KEEP,
      params: { ...paramsOf(recording, tile, view), k },
      bindings: [view.frames.shape, tileBuffer(tile, 'cells'), noise, buffer('factors'), tileBuffer(tile, 'kept')],
    })
  },

  recordFilter(recording, tile, view, noise) {
    const { recorder, buffer, tileBuffer } = recording
    recorder.dispatch({
      kernel: FILTER,
      params: paramsOf(recording, tile, view),
      bindings: [
        view.frames.shape,
        tileBuffer(tile, 'cells'),
        tileBuffer(tile, 'estimated'),
        noise,
        buffer('factors'),
        tileBuffer(tile, 'kept'),
      ],
    })
  },
}

function paramsOf(recording: GatherRecording, tile: PlannedTile, { lateralTraces, frames }: GpuLateralView) {
  const { nRows } = frameSizes(frames.lengths, recording.plan.shape.nSamples)
  return { ...tileParams(recording, tile), ...ownTraces(tile), nRows, aperture: lateralTraces }
}

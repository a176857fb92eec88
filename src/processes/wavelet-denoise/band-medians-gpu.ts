import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GpuLimits, TileRecording } from '../gpu-process.ts'
import { bandTable } from './gpu-tables.ts'

/** [first row, rows] of a band of coefficients. */
export type BandRows = readonly [start: number, length: number]

/** Up to here one thread finds the median of a band; from here on a workgroup does. */
const SHORT_BAND_ROWS = 128

/** Traces that a workgroup takes, and what it shares: a histogram of 256 bins for each, and little more. */
const LANES = 4
const SHARED_BYTES = 8192

const BY_THREADS: KernelSpec = { shader: 'wavelet_denoise/short_band_median.wgsl' }
const BY_WORKGROUPS: KernelSpec = { shader: 'wavelet_denoise/band_median.wgsl' }

export function bandMedianKernels(limits: GpuLimits): readonly KernelSpec[] {
  return limits.workgroupBytes >= SHARED_BYTES ? [BY_THREADS, BY_WORKGROUPS] : [BY_THREADS]
}

/** Median of |c| of each band of each trace, as rows of `medians` in the order of the bands. */
export function recordBandMedians(
  { recorder, nTraces, limits, table }: TileRecording,
  coefficients: BufferSlice,
  bands: readonly BandRows[],
  medians: BufferSlice,
): void {
  const nGroups = Math.ceil(nTraces / LANES)
  const canShare = limits.workgroupBytes >= SHARED_BYTES && nGroups <= limits.workgroupsPerDimension
  for (const { bands: alike, first, isShort } of runsOfAlike(bands)) {
    const bindings = [coefficients, table(bandTable(alike)), medians]
    const params = { nTraces, medianRow: first }
    if (isShort || !canShare) {
      recorder.dispatch({ kernel: BY_THREADS, params: { ...params, nRows: alike.length }, bindings })
    } else {
      recorder.dispatch({
        kernel: BY_WORKGROUPS,
        params,
        bindings,
        workgroups: [nGroups, alike.length, 1],
      })
    }
  }
}

/** Bands that follow each other and are all short, or all long. */
function runsOfAlike(bands: readonly BandRows[]) {
  const runs: { readonly first: number; readonly isShort: boolean; readonly bands: BandRows[] }[] = []
  bands.forEach((band, index) => {
    const isShort = band[1] <= SHORT_BAND_ROWS
    const last = runs.at(-1)
    if (last?.isShort === isShort) last.bands.push(band)
    else runs.push({ first: index, isShort, bands: [band] })
  })
  return runs
}

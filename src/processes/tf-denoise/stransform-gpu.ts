import { stransformReach } from '../../dsp/stransform.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import { bandBins } from '../band-bins.ts'
import type { StagedProcess, TileRecording } from '../gpu-process.ts'
import { rootsTable } from '../workgroup-fft.ts'
import { LIST_KERNELS, outlierListOf, recordJudge, recordList, recordRestart } from './outlier-list-gpu.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { ruleWords } from './rule-words.ts'
import { type FourierPass, fourierPasses, keptRows, planStransform, stretchCount } from './stransform-plan.ts'

const PASS = { shader: 'tf_denoise/fourier_pass.wgsl' } as const
const FORWARD = { shader: 'tf_denoise/stransform_forward.wgsl' } as const
const TERMS = { shader: 'tf_denoise/stransform_terms.wgsl' } as const
const CHANGE = { shader: 'tf_denoise/stransform_change.wgsl' } as const
const COLLECT = { shader: 'tf_denoise/stransform_collect.wgsl' } as const
const SPECTRUM = { shader: 'tf_denoise/stransform_spectrum.wgsl' } as const
const STORE = { shader: 'tf_denoise/stransform_store.wgsl' } as const

/**
 * The S-transform row by row: each row of the band is made, judged, and summed over time before the next, and what stands
 * out in it listed, for the next threshold; or all rows are made and kept, and then judged in one go.
 */
export const stransformGpu: StagedProcess = {
  plan: planStransform,

  kernels: ({ findings }, step) => [
    ...[FORWARD, PASS, TERMS, spreadOf(tfDenoiseParams(step)), CHANGE, COLLECT, SPECTRUM, STORE],
    ...(findings === null ? [] : LIST_KERNELS),
  ],

  recordForward(tile, step) {
    const { recorder, nTraces, shape, limits, buffer } = tile
    const { nSamples } = shape
    const params = tfDenoiseParams(step)
    recorder.dispatch({
      kernel: FORWARD,
      params: { nTraces, nRows: nSamples },
      bindings: [buffer('samples'), buffer('even')],
    })
    const passes = fourierPasses(nSamples)
    recordPassesInto(tile, passes, 1, { slice: buffer('spectrum'), firstRow: 0, nRows: Math.floor(nSamples / 2) + 1 })
    const nKept = keptRows(shape, params, limits)
    if (nKept === 0) return
    const [startBin] = bandBins(nSamples, shape.sampleIntervalMs, params)
    for (let row = 0; row < nKept; row++) {
      recordTerms(tile, startBin + row)
      recordPassesInto(tile, passes, -1, { slice: buffer('cells'), firstRow: row * nSamples, nRows: nSamples })
    }
    recordSpread(tile, params, nKept, buffer('cells'))
  },

  recordInverse(tile, step) {
    const { recorder, nTraces, shape, limits, buffer } = tile
    const { nSamples } = shape
    const params = tfDenoiseParams(step)
    const passes = fourierPasses(nSamples)
    const [startBin, endBin] = bandBins(nSamples, shape.sampleIntervalMs, params)
    const nKept = keptRows(shape, params, limits)
    const list = outlierListOf(tile)
    if (nKept > 0) recordChange(tile, params, startBin, nKept, buffer('cells'))
    if (list?.isMade) recordJudge(tile, params, startBin, endBin - startBin, list)
    else if (list) recordRestart(tile, list)
    for (let row = nKept; row < endBin - startBin; row++) {
      if (list?.hasRow(row)) continue
      recordTerms(tile, startBin + row)
      const cells = recordPasses(tile, passes, -1)
      recordSpread(tile, params, 1, cells)
      recordChange(tile, params, startBin + row, 1, cells)
      if (list && !list.isMade) recordList(tile, params, row, cells, list)
    }
    recorder.dispatch({
      kernel: SPECTRUM,
      params: { nTraces, nRows: nSamples, firstBin: startBin, bandBins: endBin - startBin },
      bindings: [buffer('spectrum'), buffer('changes'), buffer('even')],
    })
    const result = recordPasses(tile, passes, -1)
    recorder.dispatch({
      kernel: STORE,
      params: { nTraces, nRows: nSamples },
      bindings: [result, buffer('samples')],
    })
  },
}

function spreadOf({ aperture }: TfDenoiseParams): KernelSpec {
  return { shader: 'tf_denoise/aperture_spread.wgsl', sizes: { APERTURE: aperture } }
}

/** What makes a row of the S-transform, once transformed, in `even`. */
function recordTerms({ recorder, nTraces, shape, buffer }: TileRecording, bin: number): void {
  recorder.dispatch({
    kernel: TERMS,
    params: { nTraces, nRows: shape.nSamples, bin, reach: stransformReach(bin) },
    bindings: [buffer('spectrum'), buffer('even')],
  })
}

/** From `even`, back and forth; the buffer that holds the result. */
function recordPasses(tile: TileRecording, passes: readonly FourierPass[], direction: 1 | -1): BufferSlice {
  let [source, target] = [tile.buffer('even'), tile.buffer('odd')]
  for (const pass of passes) {
    recordPass(tile, pass, direction, source, { slice: target, firstRow: 0, nRows: tile.shape.nSamples })
    ;[source, target] = [target, source]
  }
  return source
}

/** From `even`, with the first rows of the result written where they are wanted. */
function recordPassesInto(
  tile: TileRecording,
  passes: readonly FourierPass[],
  direction: 1 | -1,
  target: PassTarget,
): void {
  recordPass(tile, passes.at(-1)!, direction, recordPasses(tile, passes.slice(0, -1), direction), target)
}

/** Rows [firstRow, firstRow + nRows) of a buffer. */
interface PassTarget {
  readonly slice: BufferSlice
  readonly firstRow: number
  readonly nRows: number
}

function recordPass(
  { recorder, nTraces, shape, table }: TileRecording,
  pass: FourierPass,
  direction: 1 | -1,
  source: BufferSlice,
  { slice, firstRow, nRows }: PassTarget,
): void {
  recorder.dispatch({
    kernel: PASS,
    params: { nTraces, nRows, n: shape.nSamples, ...pass, direction, firstRow },
    bindings: [source, table(rootsTable(shape.nSamples)), slice],
  })
}

/** Median and MAD in every cell of `nRows` rows of the S-transform. */
function recordSpread(
  { recorder, nTraces, shape, buffer }: TileRecording,
  params: TfDenoiseParams,
  nRows: number,
  cells: BufferSlice,
): void {
  recorder.dispatch({
    kernel: spreadOf(params),
    params: { nTraces, nRows: nRows * shape.nSamples, nBins: 1, firstBin: 0, bandBins: 1 },
    bindings: [cells, buffer('spread')],
  })
}

/** What the rule changes in bins [firstBin, firstBin + nBins), whose rows are in `cells`. */
function recordChange(
  { recorder, nTraces, shape, survey, buffer }: TileRecording,
  params: TfDenoiseParams,
  firstBin: number,
  nBins: number,
  cells: BufferSlice,
): void {
  const nStretches = stretchCount(shape.nSamples)
  recorder.dispatch({
    kernel: CHANGE,
    params: {
      nTraces,
      nRows: nBins * nStretches,
      nSamples: shape.nSamples,
      smoothing: params.timeSmoothing,
      ...ruleWords(params),
    },
    bindings: [cells, buffer('spread'), survey, buffer('stretches')],
  })
  recorder.dispatch({
    kernel: COLLECT,
    params: { nTraces, nRows: nBins, nStretches, firstBin },
    bindings: [buffer('stretches'), buffer('changes')],
  })
}

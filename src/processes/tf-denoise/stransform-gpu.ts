import { stransformReach } from '../../dsp/stransform.ts'
import { PROTECTION_CODES, RULE_CODES } from '../../dsp/tf-rules.ts'
import type { KernelSpec } from '../../gpu/kernel.ts'
import type { BufferSlice } from '../../gpu/recorder.ts'
import { bandBins } from '../band-bins.ts'
import type { StagedProcess, TileRecording } from '../gpu-process.ts'
import { rootsTable } from '../workgroup-fft.ts'
import { type TfDenoiseParams, tfDenoiseParams } from './params.ts'
import { type FourierPass, fourierPasses, planStransform, stretchCount } from './stransform-plan.ts'

const PASS = { shader: 'tf_denoise/fourier_pass.wgsl' } as const
const FORWARD = { shader: 'tf_denoise/stransform_forward.wgsl' } as const
const TERMS = { shader: 'tf_denoise/stransform_terms.wgsl' } as const
const CHANGE = { shader: 'tf_denoise/stransform_change.wgsl' } as const
const COLLECT = { shader: 'tf_denoise/stransform_collect.wgsl' } as const
const SPECTRUM = { shader: 'tf_denoise/stransform_spectrum.wgsl' } as const
const STORE = { shader: 'tf_denoise/stransform_store.wgsl' } as const

/** The S-transform row by row: each row of the band is made, judged, and summed over time before the next. */
export const stransformGpu: StagedProcess = {
  plan: planStransform,

  kernels: (_plan, step) => [FORWARD, PASS, TERMS, spreadOf(tfDenoiseParams(step)), CHANGE, COLLECT, SPECTRUM, STORE],

  recordForward(tile) {
    const { recorder, nTraces, shape, buffer } = tile
    recorder.dispatch({
      kernel: FORWARD,
      params: { nTraces, nRows: shape.nSamples },
      bindings: [buffer('samples'), buffer('even')],
    })
    const passes = fourierPasses(shape.nSamples)
    const last = passes.at(-1)!
    const source = recordPasses(tile, passes.slice(0, -1), 1)
    recordPass(tile, last, 1, Math.floor(shape.nSamples / 2) + 1, source, buffer('spectrum'))
  },

  recordInverse(tile, step) {
    const { recorder, nTraces, shape, buffer } = tile
    const { nSamples } = shape
    const params = tfDenoiseParams(step)
    const passes = fourierPasses(nSamples)
    const [startBin, endBin] = bandBins(nSamples, shape.sampleIntervalMs, params)
    for (let bin = startBin; bin < endBin; bin++) {
      recorder.dispatch({
        kernel: TERMS,
        params: { nTraces, nRows: nSamples, bin, reach: stransformReach(bin) },
        bindings: [buffer('spectrum'), buffer('even')],
      })
      recordChange(tile, params, bin, recordPasses(tile, passes, -1))
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

/** From `even`, back and forth; the buffer that holds the result. */
function recordPasses(tile: TileRecording, passes: readonly FourierPass[], direction: 1 | -1): BufferSlice {
  let [source, target] = [tile.buffer('even'), tile.buffer('odd')]
  for (const pass of passes) {
    recordPass(tile, pass, direction, tile.shape.nSamples, source, target)
    ;[source, target] = [target, source]
  }
  return source
}

function recordPass(
  { recorder, nTraces, shape, table }: TileRecording,
  pass: FourierPass,
  direction: 1 | -1,
  nRows: number,
  source: BufferSlice,
  target: BufferSlice,
): void {
  recorder.dispatch({
    kernel: PASS,
    params: { nTraces, nRows, n: shape.nSamples, ...pass, direction },
    bindings: [source, table(rootsTable(shape.nSamples)), target],
  })
}

function recordChange(tile: TileRecording, params: TfDenoiseParams, bin: number, cells: BufferSlice): void {
  const { recorder, nTraces, shape, survey, buffer } = tile
  const nStretches = stretchCount(shape.nSamples)
  recorder.dispatch({
    kernel: spreadOf(params),
    params: { nTraces, nRows: shape.nSamples, nBins: 1, firstBin: 0, bandBins: 1 },
    bindings: [cells, buffer('spread')],
  })
  recorder.dispatch({
    kernel: CHANGE,
    params: {
      nTraces,
      nRows: nStretches,
      nSamples: shape.nSamples,
      smoothing: params.timeSmoothing,
      rule: RULE_CODES[params.rule],
      k: params.k,
      protection: PROTECTION_CODES[params.protection],
      protectionFactor: params.protectionFactor,
    },
    bindings: [cells, buffer('spread'), survey, buffer('stretches')],
  })
  recorder.dispatch({
    kernel: COLLECT,
    params: { nTraces, nRows: 1, nStretches, bin },
    bindings: [buffer('stretches'), buffer('changes')],
  })
}

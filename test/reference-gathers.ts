/** The golden cases of whole gathers, as (gather, step, expected) for any engine. */
import type { Gather } from '../src/core/gather.ts'
import type { ParamValue, RecipeStep } from '../src/core/recipe.ts'
import { mute } from '../src/processes/mute/params.ts'
import { defaultStep } from '../src/processes/schema.ts'
import { tfDenoise } from '../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../src/processes/wavelet-denoise/params.ts'
import { casesOfKind, exceptedCasesOfKind, type ReferenceCase, readReference } from './reference-cases.ts'

/** One gather, one step, and what must come out of it. */
export interface GatherCase {
  readonly id: string
  readonly gather: Gather
  readonly step: RecipeStep
  /** Same layout as the gather's samples. */
  readonly expected: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
  /** max|a - b| / max|b| allowed. */
  readonly tolerance: number
  /** Samples that may exceed it: hard rules jump where a coefficient sits on its threshold within float32. */
  readonly outliers: number
  /** Traces to compare. */
  readonly compareColumns: readonly number[]
}

/** The cases that this program's processes must meet. */
export function gatherCases(): readonly GatherCase[] {
  return casesOfKind('gather').map(gatherCase)
}

/** The cases among the exceptions, with the step that comes nearest: results must differ, or no exception is needed. */
export function exceptedGatherCases(): readonly GatherCase[] {
  return exceptedCasesOfKind('gather').map(gatherCase)
}

function gatherCase(reference: ReferenceCase): GatherCase {
  const gather = readGather(reference)
  const step = stepOf(reference, gather.nSamples)
  return {
    id: reference.id,
    gather,
    step,
    expected: readReference(reference.outputs['y']!.path).data,
    tolerance: reference.tolerance.value,
    outliers: 0,
    compareColumns: comparedTraces(gather, step),
  }
}

/** All traces; without protection only live ones, for SeisProc then fills a dead trace from its neighbours. */
function comparedTraces(gather: Gather, step: RecipeStep): readonly number[] {
  const all = Array.from({ length: gather.nTraces }, (_, j) => j)
  return step['protection'] === 'off' ? all.filter((j) => !isDead(gather, j)) : all
}

function isDead({ nSamples, nTraces, samples }: Gather, trace: number): boolean {
  for (let i = 0; i < nSamples; i++) if (samples[i * nTraces + trace] !== 0) return false
  return true
}

function readGather(reference: ReferenceCase): Gather {
  const { shape, data } = readReference(reference.inputs['gather']!)
  const [nSamples, width] = [shape[0]!, shape[1]!]
  const [start, end] = (reference.params['trace_subset'] as [number, number] | null | undefined) ?? [0, width]
  const nTraces = end - start
  const samples = new Float32Array(nSamples * nTraces)
  for (let i = 0; i < samples.length; i++) {
    samples[i] = data[Math.floor(i / nTraces) * width + start + (i % nTraces)]!
  }
  const offset = reference.inputs['offset']
  const headers = offset === undefined ? {} : { offset: Float64Array.from(readReference(offset).data) }
  return { index: 0, startTrace: start, nSamples, nTraces, samples, sampleIntervalMs: 2, missingChunks: [], headers }
}

/** The step that means what the case's parameters mean in SeisProc. */
function stepOf({ id, params }: ReferenceCase, nSamples: number): RecipeStep {
  if (/^sp_(tfst|tfgpu_st)_/.test(id)) return stransformStep(params)
  if (/^sp_(tfstft|stft)_/.test(id)) return stftStep(id, params, nSamples)
  if (id.startsWith('sp_mute_')) return muteStep(params)
  return id.startsWith('sp_tfgpu_stft_') ? torchStep() : waveletStep(id, params)
}

function muteStep(params: ReferenceCase['params']): RecipeStep {
  const mode = params['top'] === true ? 'top' : 'bottom'
  const taperSamples = value(params, 'taper_samples', 20)
  return defaultStep(mute, { mode, velocity: value(params, 'velocity', null), taperSamples })
}

function waveletStep(id: string, params: ReferenceCase['params']): RecipeStep {
  const isSwt = id.includes('swt')
  const isWpt = id.includes('wpt')
  const sigma = id.includes('spatial') ? 'spatial' : 'finest'
  return defaultStep(waveletDenoise, {
    transform: isSwt ? 'swt' : isWpt ? 'wpt' : 'dwt',
    wavelet: value(params, 'wavelet', 'db4'),
    level: value(params, 'level', null),
    rule: id.startsWith('dwt_garrote') ? 'garrote' : value(params, 'threshold_mode', 'soft'),
    k: value(params, 'threshold_k', 3),
    sigma: id.startsWith('sp_swt') ? 'coarsest' : sigma,
    aperture: value(params, 'aperture', 7),
    bestBasis: value(params, 'best_basis', false),
    thresholdApproximation: isWpt,
    padding: isSwt ? 'reflect-power-of-two' : 'reflect',
  })
}

function stftStep(id: string, params: ReferenceCase['params'], nSamples: number): RecipeStep {
  const windowSamples = Math.min(Number(params['nperseg'] ?? 64), Math.floor(nSamples / 4))
  const overlap = Math.min(Number(params['noverlap'] ?? Math.floor(windowSamples / 2)), windowSamples - 1)
  const protection = id.startsWith('sp_stft') ? 'never-inflate' : 'low-amplitude'
  const subset = params['trace_subset'] as [number, number] | null | undefined
  const nTraces = subset ? subset[1] - subset[0] : Number.POSITIVE_INFINITY
  const aperture = Math.min(Number(params['aperture'] ?? 7), nTraces % 2 === 0 ? nTraces - 1 : nTraces)
  return defaultStep(tfDenoise, {
    rule: value(params, 'threshold_mode', 'adaptive'),
    k: value(params, 'threshold_k', 3),
    aperture,
    fminHz: value(params, 'fmin', 5),
    fmaxHz: value(params, 'fmax', 100),
    windowSamples,
    hopSamples: windowSamples - overlap,
    protection: params['low_amp_protection'] === false ? 'off' : protection,
    protectionFactor: value(params, 'low_amp_factor', 0.3),
    timeSmoothing: value(params, 'time_smoothing', 1),
  })
}

/** SeisProc's S-transform, on either of its paths, asks for what ours does; what it does is another thing. */
function stransformStep(params: ReferenceCase['params']): RecipeStep {
  return defaultStep(tfDenoise, {
    transform: 'stransform',
    rule: value(params, 'threshold_mode', 'adaptive'),
    k: value(params, 'threshold_k', 3),
    protection: params['low_amp_protection'] === false ? 'off' : 'low-amplitude',
  })
}

/** SeisProc's torch path: whatever is asked, adaptive over the whole band, window 256, hop 64, reflected ends. */
function torchStep(): RecipeStep {
  const torch = { windowSamples: 256, hopSamples: 64, boundary: 'reflect', fminHz: 0, fmaxHz: 250, protection: 'off' }
  return defaultStep(tfDenoise, torch)
}

function value(params: ReferenceCase['params'], key: string, fallback: ParamValue): ParamValue {
  return (params[key] ?? fallback) as ParamValue
}

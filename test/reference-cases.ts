/**
 * The golden cases of test/fixtures/reference, as data: every case of the manifest, the list of exceptions, and the
 * gather-level cases as (gather, step, expected) for any engine.
 */
import { readFileSync } from 'node:fs'
import type { Gather } from '../src/core/gather.ts'
import type { ParamValue, RecipeStep } from '../src/core/recipe.ts'
import { defaultStep } from '../src/processes/schema.ts'
import { tfDenoise } from '../src/processes/tf-denoise/params.ts'
import { waveletDenoise } from '../src/processes/wavelet-denoise/params.ts'
import { type NpyArray, readNpy } from './npy.ts'

const FOLDER = new URL('./fixtures/reference/', import.meta.url)

export interface ReferenceOutput {
  readonly path: string
  readonly shape: readonly number[]
}

export interface ReferenceCase {
  readonly id: string
  readonly params: Readonly<Record<string, unknown>>
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, ReferenceOutput>>
  readonly tolerance: { readonly value: number }
}

/** A case that is not met, and why; `fault` is a name of the fault list in the README beside the cases. */
export interface ReferenceException {
  readonly id: string
  readonly fault: string
  readonly reason: string
}

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

export function referenceCases(): readonly ReferenceCase[] {
  const manifest = readJson('manifest.json') as { readonly cases: readonly ReferenceCase[] }
  return manifest.cases
}

export function referenceExceptions(): readonly ReferenceException[] {
  return readJson('exceptions.json') as readonly ReferenceException[]
}

/** A stored array by its path in the manifest, such as `data/signal_17.npy`. */
export function readReference(path: string): NpyArray {
  return readNpy(new URL(path, FOLDER))
}

/** The gather-level cases that this program's processes must meet. */
export function gatherCases(): readonly GatherCase[] {
  const excepted = new Set(referenceExceptions().map((exception) => exception.id))
  return everyGatherCase().filter((gatherCase) => !excepted.has(gatherCase.id))
}

/** The gather-level cases among the exceptions: their results must differ, or the exception is not needed. */
export function exceptedGatherCases(): readonly GatherCase[] {
  const excepted = new Set(referenceExceptions().map((exception) => exception.id))
  return everyGatherCase().filter((gatherCase) => excepted.has(gatherCase.id))
}

function everyGatherCase(): readonly GatherCase[] {
  return referenceCases().flatMap((reference) => {
    const step = stepOf(reference)
    return step === null ? [] : [gatherCase(reference, step)]
  })
}

/** Whether a case is one of a whole gather through a process. */
export function isGatherCase(reference: ReferenceCase): boolean {
  return stepOf(reference) !== null
}

function gatherCase(reference: ReferenceCase, step: RecipeStep): GatherCase {
  const gather = readGather(reference)
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
  return { index: 0, startTrace: start, nSamples, nTraces, samples, sampleIntervalMs: 2, missingChunks: [] }
}

/** The step that means what the case's parameters mean in SeisProc, or null for a case of another kind. */
function stepOf(reference: ReferenceCase): RecipeStep | null {
  const { id, params } = reference
  if (
    /^(sp_dwt|sp_dwtspatial|sp_swt|sp_wpt|sp_wptspatial|sp_wptbest|sp_wptspatialbest|swt_finest|dwt_garrote)_/.test(id)
  )
    return waveletStep(id, params)
  if (/^(sp_tfstft|sp_stft)_/.test(id))
    return stftStep(id, params, readReference(reference.inputs['gather']!).shape[0]!)
  if (id.startsWith('sp_tfgpu_stft_')) return torchStep()
  return null
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

/** SeisProc's torch path: whatever is asked, adaptive over the whole band, window 256, hop 64, reflected ends. */
function torchStep(): RecipeStep {
  const torch = { windowSamples: 256, hopSamples: 64, boundary: 'reflect', fminHz: 0, fmaxHz: 250, protection: 'off' }
  return defaultStep(tfDenoise, torch)
}

function value(params: ReferenceCase['params'], key: string, fallback: ParamValue): ParamValue {
  return (params[key] ?? fallback) as ParamValue
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
}

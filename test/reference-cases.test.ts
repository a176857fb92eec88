/*
 * Every golden case is accounted for: the whole manifest of 314 in four classes, by the function that made the case.
 * Met by both engines: every kind of case is run on the double-precision twin and on the kernels by a test that asks
 * for all cases of its kind. Excepted: a fault of the original, named and with its reason; that the exception is needed
 * is tested where its kind is run. Without a process: no recipe can ask for it yet. Inputs: what the others are run on.
 * Control: a case of no kind, or of two, is found.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { processes } from '../src/processes/registry.ts'
import {
  casesWithoutProcess,
  REFERENCE_KINDS,
  type ReferenceCase,
  type ReferenceKind,
  referenceCases,
  referenceExceptions,
} from './reference-cases.ts'

const read = (path: string) => readFileSync(new URL(path, import.meta.url), 'utf8')

/** The test that runs all cases of a kind, on the twin and on the kernels. */
const RUN_BY: Readonly<Partial<Record<ReferenceKind, readonly [twin: string, kernels: string]>>> = {
  wavedec: ['dsp/reference-wavelets.test.ts', 'processes/wavelet-denoise/golden-kernels.gpu.test.ts'],
  border: ['dsp/reference-wavelets.test.ts', 'processes/wavelet-denoise/golden-forward.gpu.test.ts'],
  swt: ['dsp/reference-wavelets.test.ts', 'processes/wavelet-denoise/golden-kernels.gpu.test.ts'],
  wpt: ['dsp/reference-wavelets.test.ts', 'processes/wavelet-denoise/golden-forward.gpu.test.ts'],
  median: ['dsp/reference-wavelets.test.ts', 'processes/wavelet-denoise/golden-kernels.gpu.test.ts'],
  threshold: ['dsp/reference-wavelets.test.ts', 'shaders/golden-rules.gpu.test.ts'],
  stft: ['dsp/reference-spectra.test.ts', 'processes/tf-denoise/golden-kernels.gpu.test.ts'],
  torchstft: ['dsp/reference-spectra.test.ts', 'processes/tf-denoise/golden-forward.gpu.test.ts'],
  stransform: ['dsp/reference-spectra.test.ts', 'processes/tf-denoise/stransform-kernels.gpu.test.ts'],
  tfrule: ['dsp/reference-spectra.test.ts', 'shaders/golden-rules.gpu.test.ts'],
  gather: ['engine/cpu-reference-cases.test.ts', 'engine/webgpu-reference.gpu.test.ts'],
}

/** Where a test shows that the exceptions of a kind are needed; the arrays of other processes are not stored. */
const NEED_SHOWN_BY: Readonly<Partial<Record<ReferenceKind, string>>> = {
  gather: 'engine/cpu-reference-cases.test.ts',
  tfrule: 'dsp/reference-spectra.test.ts',
  stockwell: 'dsp/reference-spectra.test.ts',
}

function kindsOf(id: string): readonly string[] {
  return Object.entries(REFERENCE_KINDS).flatMap(([kind, pattern]) => (pattern.test(id) ? [kind] : []))
}

const exceptions = new Map(referenceExceptions().map((exception) => [exception.id, exception]))
const withoutProcess = new Set(casesWithoutProcess().flatMap(({ ids }) => ids))

const CLASSES = ['input', 'both engines', 'fault', 'no process'] as const

function classesOf({ id }: Pick<ReferenceCase, 'id'>): readonly string[] {
  const kind = kindsOf(id)[0] as ReferenceKind | undefined
  if (exceptions.has(id)) return withoutProcess.has(id) ? ['fault', 'no process'] : ['fault']
  if (withoutProcess.has(id)) return ['no process']
  if (kind === 'input') return ['input']
  return kind !== undefined && RUN_BY[kind] !== undefined ? ['both engines'] : []
}

/** One line a function, counts in the order of CLASSES. */
function table(cases: readonly ReferenceCase[]): string {
  const named = cases.map((reference) => ({ name: nameOf(reference), class: classesOf(reference)[0] }))
  const line = (name: string) => {
    const ofName = named.filter((one) => name === 'all' || one.name === name)
    const counts = CLASSES.map((of) => ofName.filter((one) => one.class === of).length)
    return `${counts.map((count) => String(count || '.').padStart(4)).join('')}  ${name}`
  }
  return [...new Set(named.map(({ name }) => name)), 'all'].map(line).join('\n')
}

/** The manifest's name of a function without its explanation. */
function nameOf(reference: ReferenceCase): string {
  return reference.function.split(/[;:,(]/)[0]!.trim()
}

/** Inputs, met by both engines, a fault of the original, of no process here. */
const COUNTS = `\
   2   .   .   .  make_reference.gather
   .   1   .   .  textbook discrete S-transform
   .   .   1   .  tf_denoise.stockwell_transform
   .  14   9   .  processors.tf_denoise.TFDenoise.process
   .   .  13   .  processors.tf_denoise_gpu.TFDenoiseGPU.process
   4   .   .   .  default_rng
   .  65   .   .  pywt.wavedec/waverec
   .  27   .   .  pywt.dwt/idwt
   .  28   .   .  np.pad reflect at the end to 2^k
   .  28   .   .  pywt.WaveletPacket
   .  13   .   .  np.median
   .   3   .   .  pywt.threshold
   .   8   2   .  TFDenoise._apply_threshold_mode
   .  49   3   .  processors.dwt_denoise.DWTDenoise.process
   .   2   .   .  SWT shrinkage with sigma from the FINEST band
   .   2   .   .  DWT shrinkage
   .  10   .   .  scipy.signal.stft/istft
   .   2   .   .  STFT_GPU.batch_forward/inverse on the cpu device
   .  11   .   .  processors.stft_denoise.STFTDenoise.process
   .   .   .   3  BandpassFilter.process
   .   .   .   2  agc.apply_agc_to_gather/remove_agc
   .   3   .   .  MuteProcessor.apply_mute_batch
   .   .   .   4  FKFilter._apply_fk_filter with sample_rate = 500 Hz
   .   .   1   .  FKFilter.process
   .   .   .   1  FKFilter._create_velocity_filter
   .   .   .   3  FKKFilterGPU.apply_filter
   6 266  29  13  all`

describe('314 golden cases', () => {
  const cases = referenceCases()

  it('are 314, each once, of one kind and in one class', () => {
    expect(new Set(cases.map(({ id }) => id)).size).toBe(314)
    const unclear = cases.filter(({ id }) => kindsOf(id).length !== 1 || classesOf({ id }).length !== 1)
    expect(unclear.map(({ id }) => id)).toEqual([])
  })

  it('are so many of each class, by function', () => {
    expect(table(cases)).toBe(COUNTS)
  })

  it('control: a case of no kind has no class', () => {
    expect([kindsOf('sp_new_A'), classesOf({ id: 'sp_new_A' })]).toEqual([[], []])
  })

  it.each(Object.entries(RUN_BY))('of kind %s are run by a test of either engine', (kind, [twin, kernels]) => {
    const asks = kind === 'gather' ? 'gatherCases()' : `casesOfKind('${kind}')`
    expect(read(kernels)).toContain(asks)
    // The twin's tests run a table of kinds.
    expect(read(twin)).toContain(kind === 'gather' ? asks : `  ${kind}: run`)
  })
})

describe('exceptions', () => {
  it('are of known cases, once each, with a fault of the list and a reason', () => {
    const ids = new Set(referenceCases().map(({ id }) => id))
    const faults = new Set(
      [...read('fixtures/reference/README.md').matchAll(/^\| (B\d+) \|/gm)].map(([, fault]) => fault),
    )
    expect(exceptions.size).toBe(referenceExceptions().length)
    for (const { id, fault, reason } of exceptions.values()) {
      expect(ids).toContain(id)
      expect(faults).toContain(fault)
      expect(reason.length).toBeGreaterThan(20)
    }
  })

  it('are shown to be needed, all whose arrays are stored', () => {
    const kinds = new Set([...exceptions.keys()].flatMap((id) => kindsOf(id)))
    expect([...kinds].filter((kind) => !(kind in NEED_SHOWN_BY))).toEqual(['other process'])
    for (const [kind, path] of Object.entries(NEED_SHOWN_BY)) {
      expect(read(path)).toMatch(kind === 'gather' ? 'exceptedGatherCases()' : `exceptedCasesOfKind('${kind}')`)
    }
  })
})

it.each(casesWithoutProcess())('$process is no process of the registry, or its cases would have to be met', (cases) => {
  expect(processes.map(({ definition }) => definition.name)).not.toContain(cases.process)
  expect(cases.ids.flatMap(kindsOf)).toEqual(cases.ids.map(() => 'other process'))
})

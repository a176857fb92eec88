/**
 * The golden cases of test/fixtures/reference, as data: every case of the manifest with its kind, which says what is
 * run on it; the list of exceptions; and the cases of processes that are not here.
 */
import { readFileSync } from 'node:fs'
import { type NpyArray, readNpy } from './npy.ts'

const FOLDER = new URL('./fixtures/reference/', import.meta.url)

export interface ReferenceOutput {
  readonly path: string
  readonly shape: readonly number[]
}

export interface ReferenceCase {
  readonly id: string
  /** What made it, in words: a function of the original or of a library. */
  readonly function: string
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

/** Cases of a process that no recipe can name. */
export interface CasesWithoutProcess {
  readonly process: string
  readonly ids: readonly string[]
}

/** Ids of each kind. Cases of one kind go through one function of each engine. */
export const REFERENCE_KINDS = {
  input: /^(gather|signal)_/,
  wavedec: /^wavedec_/,
  border: /^dwt_\S+_n\d+$/,
  swt: /^swt_\S+_n\d+_l\d$/,
  wpt: /^wpt_\S+_n\d+_l\d$/,
  stft: /^stft_/,
  torchstft: /^torchstft_/,
  stransform: /^true_stransform$/,
  stockwell: /^sp_stockwell_/,
  median: /^median_/,
  threshold: /^threshold_/,
  tfrule: /^tfrule_/,
  gather:
    /^(sp_(dwt|swt|wpt|dwtspatial|wptspatial|wptbest|wptspatialbest|mute|stft|tfstft|tfst|tfgpu_stft|tfgpu_st)|swt_finest|dwt_garrote)_/,
  'other process': /^sp_(bandpass|agc|fk|fkk)_/,
} as const

export type ReferenceKind = keyof typeof REFERENCE_KINDS

export function referenceCases(): readonly ReferenceCase[] {
  const manifest = readJson('manifest.json') as { readonly cases: readonly ReferenceCase[] }
  return manifest.cases
}

export function referenceExceptions(): readonly ReferenceException[] {
  return readJson('exceptions.json') as readonly ReferenceException[]
}

export function casesWithoutProcess(): readonly CasesWithoutProcess[] {
  return readJson('without-process.json') as readonly CasesWithoutProcess[]
}

/** The cases of a kind that are to be met. */
export function casesOfKind(kind: ReferenceKind): readonly ReferenceCase[] {
  const excepted = exceptedIds()
  return referenceCases().filter(({ id }) => REFERENCE_KINDS[kind].test(id) && !excepted.has(id))
}

export function exceptedCasesOfKind(kind: ReferenceKind): readonly ReferenceCase[] {
  const excepted = exceptedIds()
  return referenceCases().filter(({ id }) => REFERENCE_KINDS[kind].test(id) && excepted.has(id))
}

function exceptedIds(): ReadonlySet<string> {
  return new Set(referenceExceptions().map(({ id }) => id))
}

/** A stored array by its path in the manifest, such as `data/signal_17.npy`. */
export function readReference(path: string): NpyArray {
  return readNpy(new URL(path, FOLDER))
}

function readJson(name: string): unknown {
  return JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8'))
}

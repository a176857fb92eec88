/** The list of outliers that a new threshold is judged by, where the rows of the S-transform are too much to be kept. */
import type { BufferSlice } from '../../gpu/recorder.ts'
import type { TileRecording } from '../gpu-process.ts'
import { listedFrom } from '../listed-rows.ts'
import type { TfDenoiseParams } from './params.ts'
import { ruleWords } from './rule-words.ts'
import { listCapacity, stretchCount } from './stransform-plan.ts'

const CLEAR = { shader: 'gather/clear.wgsl' } as const
const LIST = { shader: 'tf_denoise/stransform_list.wgsl' } as const
const JUDGE = { shader: 'tf_denoise/stransform_judge.wgsl' } as const

export const LIST_KERNELS = [CLEAR, LIST, JUDGE] as const

export interface OutlierList {
  readonly outliers: BufferSlice
  readonly places: BufferSlice
  readonly findings: BufferSlice
  /** How many outliers there is room for. */
  readonly capacity: number
  /** By an earlier run, for this threshold as well; else this one makes it. */
  readonly isMade: boolean
  /** Whether an earlier run has listed all outliers of a row of the band. */
  hasRow(row: number): boolean
}

/** Null where the plan has none, or the rule no use for it. */
export function outlierListOf({ findings, found, buffer }: TileRecording): OutlierList | null {
  if (findings === null) return null
  const outliers = buffer('outliers')
  const capacity = listCapacity(outliers)
  const hasRow = (row: number) => found !== null && found[1 + row]! <= capacity
  return { outliers, places: buffer('places'), findings, capacity, isMade: found !== null, hasRow }
}

/** The list is empty. */
export function recordRestart({ recorder }: TileRecording, { findings }: OutlierList): void {
  recorder.dispatch({ kernel: CLEAR, params: { nTraces: findings.bytes / 4, nRows: 1 }, bindings: [findings] })
}

/** The outliers of a row of the band, which is in `cells`, go to the end of the list. */
export function recordList(
  { recorder, nTraces, shape, survey, buffer }: TileRecording,
  { k, timeSmoothing }: TfDenoiseParams,
  row: number,
  cells: BufferSlice,
  { outliers, places, findings, capacity }: OutlierList,
): void {
  const { nSamples } = shape
  recorder.dispatch({
    kernel: LIST,
    params: {
      nTraces,
      nRows: stretchCount(nSamples),
      nSamples,
      smoothing: timeSmoothing,
      row,
      capacity,
      reach: listedFrom(k, true),
    },
    bindings: [cells, buffer('spread'), survey, places, outliers, findings],
  })
}

/** What the rule changes in those of `nBins` bins from `firstBin` on that are listed whole. */
export function recordJudge(
  { recorder, nTraces, shape, survey, buffer }: TileRecording,
  params: TfDenoiseParams,
  firstBin: number,
  nBins: number,
  { outliers, places, findings, capacity }: OutlierList,
): void {
  recorder.dispatch({
    kernel: JUDGE,
    params: {
      nTraces,
      nRows: nBins,
      nStretches: stretchCount(shape.nSamples),
      firstBin,
      capacity,
      ...ruleWords(params),
    },
    bindings: [places, outliers, findings, survey, buffer('changes')],
  })
}

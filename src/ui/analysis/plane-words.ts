/** What a transform plane says, in words and as a table. */
import {
  fateOf,
  type PlaneBand,
  type PlaneCell,
  type PlaneCounts,
  type TransformPlane,
} from '../../core/transform-plane.ts'
import { definitionOf } from '../../processes/recipe.ts'
import { whyNoPlane } from '../../state/plane.ts'
import type { ChainItem } from '../../state/recipe.ts'
import { formatCount, formatFixed, NOTHING, withUnit } from '../format.ts'
import { everyFew } from '../tables/every-few.ts'
import type { TableOfText } from './AnalysisTable.tsx'
import { axisEnd, centreOf } from './plane-layout.ts'

/** Why there is nothing to be seen, in one or two sentences; null where there is. */
export function obstacleText(item: ChainItem | null, trace: number | null): string | null {
  if (item === null) return 'No step is selected.'
  if (!item.isEnabled) return 'The step is off: it has a plane while it is on.'
  const why = whyNoPlane(item)
  if (why !== null) return `${definitionOf(item.step.process).label} has no transform plane. ${why}`
  return trace === null ? 'Pick a trace: right click on a panel, or T with the cursor on it.' : null
}

function totalOf({ kept, shrunk, zeroed, raised }: PlaneCounts): number {
  return kept + shrunk + zeroed + raised
}

/** "12.9 %"; nothing of nothing. */
function percentOf(count: number, total: number): string {
  return total === 0 ? NOTHING : withUnit(formatFixed((100 * count) / total, 1), '%')
}

const FATES = ['zeroed', 'shrunk', 'raised', 'kept'] as const

/** "zeroed 93.1 %", "kept 6.9 %": what becomes of the cells, as far as it does of any; always how many are kept. */
export function fateTexts(counts: PlaneCounts): readonly string[] {
  const total = totalOf(counts)
  const found = FATES.filter((fate) => fate === 'kept' || counts[fate] > 0)
  return found.map((fate) => `${fate} ${percentOf(counts[fate], total)}`)
}

/** "trace 31, cleaned", in the room that a head has. */
export function traceWords(trace: number, isCleaned: boolean): string {
  return `trace ${formatCount(trace + 1)}${isCleaned ? ', cleaned' : ''}`
}

/** A sentence in place of the picture. */
export function planeSentence({ counts, trace, k, isCleaned }: TransformPlane, label: string): string {
  const what = isCleaned ? ' without erratic noise' : ''
  const of = `Transform plane of ${label}, trace ${formatCount(trace + 1)}${what}`
  return `${of}, threshold k ${formatFixed(k, 2)}: of ${formatCount(totalOf(counts))} cells ${fateTexts(counts).join(', ')}.`
}

/** "d3, 31–63 Hz, 512 ms: shrunk to 40 %". */
export function cellSentence(plane: TransformPlane, { band, index }: PlaneCell): string {
  const of = plane.bands[band]!
  const ms = formatFixed((centreOf(of, index) - 0.5) * plane.sampleIntervalMs, 0)
  const name = of.name === '' ? [] : [of.name]
  return `${[...name, hzText(of), withUnit(ms, 'ms')].join(', ')}: ${fateText(of, plane.gains[of.first + index]!)}`
}

function fateText({ isRuled }: PlaneBand, gain: number): string {
  if (!isRuled) return 'passes'
  const fate = fateOf(gain)
  return fate === 'shrunk' || fate === 'raised' ? `${fate} to ${withUnit(formatFixed(100 * gain, 0), '%')}` : fate
}

function hzText({ lowHz, highHz }: PlaneBand): string {
  const decimals = highHz - lowHz < 5 ? 1 : 0
  return withUnit(`${formatFixed(lowHz, decimals)}–${formatFixed(highHz, decimals)}`, 'Hz')
}

/** At most 26 bands, each with what becomes of its cells. */
export function planeTable(plane: TransformPlane): TableOfText {
  const end = axisEnd(plane)
  const shown = plane.bands.filter(({ from }) => from < end)
  const hasNames = shown.some(({ name }) => name !== '')
  return {
    heads: [...(hasNames ? ['Band'] : []), 'Hz', 'Cells', 'Kept'],
    rows: everyFew(shown.length).map((at) => {
      const band = shown[at]!
      const gains = plane.gains.subarray(band.first, band.first + band.nCells)
      const kept = gains.reduce((count, gain) => count + (gain === 1 ? 1 : 0), 0)
      const share = band.isRuled ? percentOf(kept, band.nCells) : 'passes'
      const hz = hzText(band).replace(/\u00a0Hz$/, '')
      return [...(hasNames ? [band.name] : []), hz, formatCount(band.nCells), share]
    }),
  }
}

import type { StageFigures } from '../../core/batch.ts'
import { formatFigure, thousandsOf, withUnit } from '../format.ts'

const UNITS = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s']

/** There is room for two decimals between two stages. */
const LEAST = 0.005

/** "0.40" and " / 0.43 GB/s": the rate over the run, and that of the time in which the stage was busy, in one unit. */
export function stageRates(
  { bytes, busySeconds }: Pick<StageFigures, 'bytes' | 'busySeconds'>,
  seconds: number,
): { readonly rate: string; readonly ownRate: string } {
  const rate = seconds > 0 ? bytes / seconds : 0
  const own = busySeconds > 0 ? bytes / busySeconds : 0
  const step = Math.min(UNITS.length - 1, thousandsOf(Math.max(1, own)))
  const inUnit = (value: number): string => {
    const shown = value / 1000 ** step
    return shown < LEAST ? '0.00' : formatFigure(shown, 2)
  }
  const unit = UNITS[step] ?? ''
  return own === 0
    ? { rate: '0', ownRate: withUnit('', unit) }
    : { rate: inUnit(rate), ownRate: withUnit(` / ${inUnit(own)}`, unit) }
}

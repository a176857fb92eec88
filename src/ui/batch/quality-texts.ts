import { formatFixed, NOTHING, withUnit } from '../format.ts'

export function leakageText(leakage = Number.NaN): string {
  return Number.isNaN(leakage) ? NOTHING : formatFixed(leakage, 2)
}

export function percentText(percent = Number.NaN): string {
  return Number.isNaN(percent) ? NOTHING : withUnit(formatFixed(percent, 1), '%')
}

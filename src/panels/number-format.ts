/** Numbers as the design writes them: thousands by a thin space, decimal point, true minus. */

const THIN_SPACE = '\u2009'
const MINUS = '\u2212'

/** With a fixed number of decimals; what rounds to zero has no sign. Non-finite values become an en dash. */
export function formatNumber(value: number, decimals = 0): string {
  if (!Number.isFinite(value)) return '–'
  const [whole = '', fraction] = Math.abs(value).toFixed(decimals).split('.')
  const isZero = !/[1-9]/.test(whole + (fraction ?? ''))
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)
  return (value < 0 && !isZero ? MINUS : '') + (fraction === undefined ? grouped : `${grouped}.${fraction}`)
}

/** With 3 significant digits (amplitudes); from a million and below a ten thousandth as 1.23e6. */
export function formatAmplitude(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size < 999_500 && size >= 1e-4)
    return formatNumber(Number(value.toPrecision(3)), Math.max(0, 2 - exponentOf(Number(size.toPrecision(3)))))
  const [digits = '', power = ''] = value.toExponential(2).split('e')
  return `${digits.replace('-', MINUS)}e${power.replace('+', '').replace('-', MINUS)}`
}

function exponentOf(size: number): number {
  return Number(size.toExponential().split('e')[1])
}

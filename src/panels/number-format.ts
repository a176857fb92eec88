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

/**
 * How a signal goes on beyond its ends, named as in PyWavelets and numpy.pad. For x = a b c d:
 *   zeros    0 0 | a b c d | 0 0        symmetric  b a | a b c d | d c
 *   reflect  c b | a b c d | c b        periodic   c d | a b c d | a b
 * All but zeros repeat as often as needed, so that any extent is defined for any length from 1.
 */
export type Extension = 'zeros' | 'symmetric' | 'reflect' | 'periodic'

/**
 * target[i] = x at sample (i + start), for i in [0, count), x being source[sourceStart, sourceStart + n) extended.
 * `start` may be negative.
 */
export function extendSignal(
  source: Float64Array,
  sourceStart: number,
  n: number,
  extension: Extension,
  start: number,
  count: number,
  target: Float64Array,
): void {
  const insideStart = Math.min(count, Math.max(0, -start))
  const insideEnd = Math.max(insideStart, Math.min(count, n - start))
  for (let i = 0; i < insideStart; i++) target[i] = outside(source, sourceStart, n, extension, i + start)
  const shift = sourceStart + start
  for (let i = insideStart; i < insideEnd; i++) target[i] = source[i + shift]!
  for (let i = insideEnd; i < count; i++) target[i] = outside(source, sourceStart, n, extension, i + start)
}

function outside(source: Float64Array, sourceStart: number, n: number, extension: Extension, at: number): number {
  if (extension === 'zeros') return 0
  return source[sourceStart + insideIndex(extension, at, n)]!
}

/** The sample in [0, n) that stands at `at`, which may lie anywhere. */
function insideIndex(extension: Exclude<Extension, 'zeros'>, at: number, n: number): number {
  switch (extension) {
    case 'periodic':
      return modulo(at, n)
    case 'symmetric': {
      const folded = modulo(at, 2 * n)
      return folded < n ? folded : 2 * n - 1 - folded
    }
    case 'reflect': {
      if (n === 1) return 0
      const folded = modulo(at, 2 * n - 2)
      return folded < n ? folded : 2 * n - 2 - folded
    }
  }
}

function modulo(a: number, n: number): number {
  return ((a % n) + n) % n
}

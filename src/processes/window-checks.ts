import { SeisError } from '../core/errors.ts'

const LIMITS = 'a multiple of 4 without prime factors above 5'

/**
 * Refuses lengths that cannot be overlapped by quarters, or that kernels have no Fourier transform of, null being one found
 * later; throws bad-recipe.
 */
export function checkQuarters(lengths: Readonly<Record<string, number | null>>, where: string): void {
  for (const [key, value] of Object.entries(lengths)) {
    if (value === null || (value % 4 === 0 && isEasilyTransformed(value))) continue
    throw new SeisError('bad-recipe', `${key} is ${value}`, {
      where,
      todo: `give ${LIMITS}, such as 24, 32, 40 or 48`,
      fields: { key, value, limits: LIMITS },
    })
  }
}

/** Whether a length has no prime factor above 5. */
export function isEasilyTransformed(length: number): boolean {
  let rest = length
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor
  return rest === 1
}

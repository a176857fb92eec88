import { SeisError } from '../core/errors.ts'

/**
 * Refuses a length of frames or patches that is no multiple of 4, their distance being a quarter of it, or that kernels
 * have no Fourier transform of: of prime factors above 5. Throws bad-recipe.
 */
export function checkFrameLength(key: string, value: number | null, where: string): void {
  if (value === null || (value % 4 === 0 && largestPrimeFactor(value) <= 5)) return
  throw new SeisError('bad-recipe', `${key} is ${value}`, {
    where,
    todo: 'give a multiple of 4 without prime factors above 5, such as 24, 32, 40 or 48',
    fields: { key, value, limits: 'a multiple of 4 without prime factors above 5' },
  })
}

function largestPrimeFactor(n: number): number {
  let rest = n
  for (const factor of [2, 3, 5]) while (rest % factor === 0) rest /= factor
  return rest === 1 ? 5 : rest
}

import { SeisError } from '../core/errors.ts'

/** Refuses lengths that cannot be overlapped by quarters, null being one found later; throws bad-recipe. */
export function checkQuarters(lengths: Readonly<Record<string, number | null>>, where: string): void {
  for (const [key, value] of Object.entries(lengths)) {
    if (value === null || value % 4 === 0) continue
    throw new SeisError('bad-recipe', `${key} is ${value}`, {
      where,
      todo: 'give a multiple of 4: windows are a quarter of their length apart',
      fields: { key, value, limits: 'a multiple of 4' },
    })
  }
}

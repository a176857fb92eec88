const MOST_ROWS = 26

/** At most 26 of so many places, evenly. */
export function everyFew(count: number): readonly number[] {
  const step = Math.ceil((count - 1) / (MOST_ROWS - 1)) || 1
  return Array.from({ length: Math.floor((count - 1) / step) + 1 }, (_, i) => i * step)
}

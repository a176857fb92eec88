export interface Counts {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
  readonly note?: string | undefined
}

export function vitestCounts(path: string): Counts
export function playwrightCounts(path: string): Counts

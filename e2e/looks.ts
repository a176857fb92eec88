/** The looks that pictures are taken in, and where the pictures go. */
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { ROOT, test } from './fixtures.ts'

const SIZES = [
  { width: 1440, height: 900 },
  { width: 1920, height: 1080 },
]

export interface Look {
  readonly theme: 'dark' | 'light'
  readonly size: { readonly width: number; readonly height: number }
  /** Into test-results/screenshots/, by the name of the state and of the look. */
  shoot(page: Page, state: string): Promise<void>
}

/** Tests in both themes and sizes: to be looked at, and asserting nothing but that the state is reached. */
export function inEachLook(tests: (look: Look) => void): void {
  for (const theme of ['dark', 'light'] as const) {
    for (const size of SIZES) {
      test.describe(`${theme} ${size.width} x ${size.height}`, () => {
        test.beforeEach(async ({ page, expectedErrors }) => {
          // Many pictures in one visit.
          test.setTimeout(300_000)
          expectedErrors.push(/./)
          await page.setViewportSize(size)
          await page.emulateMedia({ colorScheme: theme })
        })
        tests({
          theme,
          size,
          async shoot(page, state) {
            const name = `${state}-${theme}-${size.width}x${size.height}.png`
            await page.screenshot({ path: join(ROOT, 'test-results', 'screenshots', name) })
          },
        })
      })
    }
  }
}

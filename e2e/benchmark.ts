/** The benchmark page as a user sees it. */
import { readFile } from 'node:fs/promises'
import { expect, type Locator, type Page } from '@playwright/test'

export function openBenchmark(page: Page): Promise<void> {
  return page.getByRole('navigation', { name: 'Workspace' }).getByRole('button', { name: 'Benchmark' }).click()
}

/** Chooses plan and engine, and starts. */
export async function runBenchmark(page: Page, plan: 'Full' | 'Quick', engine: 'CPU' | 'GPU'): Promise<void> {
  await page.getByRole('radio', { name: plan }).click()
  await page.getByRole('radio', { name: engine }).click()
  await page.getByRole('button', { name: `Run ${plan.toLowerCase()} benchmark` }).click()
}

export function rateTable(page: Page): Locator {
  return page.getByRole('region', { name: 'Rates' }).getByRole('table')
}

/** The cells of the table of rates by variant and head of the column, as they read. */
export async function shownRates(page: Page): Promise<Map<string, Map<string, string>>> {
  const rows = await rateTable(page)
    .locator('tbody tr')
    .evaluateAll((found: HTMLElement[]) =>
      found.map((row) => ({
        name: row.dataset['row'] ?? '',
        cells: [...row.querySelectorAll<HTMLElement>('[data-figure]')].map(
          (cell) => [cell.dataset['figure'] ?? '', cell.textContent] as const,
        ),
      })),
    )
  return new Map(rows.map(({ name, cells }) => [name, new Map(cells)]))
}

/** The number in a cell: without its unit, its thin spaces and its true minus. */
export function numberIn(text: string | undefined): number {
  return Number.parseFloat((text ?? '').replaceAll(/[\u2009\u2060\u00a0]/g, '').replaceAll('\u2212', '-'))
}

/** What Save as JSON writes. */
export async function savedReport(page: Page): Promise<unknown> {
  const download = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Save as JSON' }).click()
  expect((await download).suggestedFilename()).toMatch(/^seisproc-bench-\d{4}-\d\d-\d\d-\d{4}\.json$/)
  return JSON.parse(await readFile(await (await download).path(), 'utf8'))
}

/** Runs `prelude` in workers of a name, such as "bench", before their own code. */
export async function preludeToWorker(page: Page, prelude: string, name = 'bench'): Promise<void> {
  await page.route(`**/${name}.worker-*.js`, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, body: `${prelude}\n${await response.text()}` })
  })
}

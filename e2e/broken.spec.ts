/**
 * Plan: what is wrong with a dataset is said in words that name the file, what was found and what was expected: an
 * index that points beyond the array, a damaged chunk of one gather (the others still open), a folder that is no dataset.
 * Control case: the same folder, undamaged, opens without a word.
 */
import { cp, mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { settled } from './panels.ts'

test('an index that points beyond the array names file, row, found and expected', async ({ page, demo, folders }) => {
  const folder = join(folders, 'index-beyond')
  await cp(demo, folder, { recursive: true })
  await changeIndex(folder, (rows) => {
    const last = rows.at(-1)
    if (last !== undefined) last['end_trace'] = 999
  })
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  await dropFolder(page, folder)
  const alert = page.getByRole('alert').first()
  await expect(alert).toContainText('ensemble_index.parquet')
  await expect(alert).toContainText('999')
  await expect(alert).toContainText('0 to 237')
})

test('a damaged chunk is named in the panels of its gathers, and the others open', async ({ page, demo, folders }) => {
  const folder = join(folders, 'chunk-cut')
  await cp(demo, folder, { recursive: true })
  await truncate(join(folder, 'traces.zarr', '0.4'), 1000)
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  await dropFolder(page, folder)
  await settled(page)
  await page.getByRole('button', { name: 'Last gather' }).click()
  const alert = page.locator('[data-panel="before"]').getByRole('alert')
  await expect(alert).toContainText('0.4')
  await expect(alert).toContainText(/1\s?000/)
  const energy = page.locator('[data-metric="Energy removed"] .metric-value')
  await expect(energy, 'no figure of another gather').not.toContainText(/\d/)
  await page.getByRole('button', { name: 'First gather' }).click()
  await expect(alert).toHaveCount(0)
  await settled(page)
})

test('a folder without an array is refused with what to drop instead', async ({ page, folders }) => {
  const folder = join(folders, 'holiday-pictures')
  await mkdir(folder)
  await writeFile(join(folder, 'read-me.txt'), 'nothing seismic')
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  await dropFolder(page, folder)
  await expect(page.getByRole('heading', { name: 'This dataset cannot be opened' })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('traces.zarr')
  await page.getByRole('button', { name: 'Back to start' }).click()
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
})

test('the same folder undamaged opens without a word', async ({ page, demo }) => {
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  await dropFolder(page, demo)
  await settled(page)
  await expect(page.getByRole('alert')).toHaveCount(0)
})

async function changeIndex(folder: string, change: (rows: Record<string, unknown>[]) => void): Promise<void> {
  const path = join(folder, 'ensemble_index.parquet')
  const rows: Record<string, unknown>[] = await parquetReadObjects({ file: await asyncBufferFromFile(path) })
  change(rows)
  const columnData = Object.keys(rows[0] ?? {}).map((name) => ({
    name,
    type: 'INT64' as const,
    data: rows.map((row) => BigInt(Number(row[name]))),
  }))
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData })))
  expect((await readFile(path)).length).toBeGreaterThan(100)
}

/**
 * Plan: what is wrong with a dataset is said in words that name the file, what was found and what was expected: an
 * index that points beyond the array, a damaged chunk of one gather (the others still open), a folder that is no dataset;
 * and the way on is there: read again, try again, back to the start.
 * Control case: the same folder, undamaged, opens without a word.
 */
import { copyFile, cp, mkdir, readFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { settled } from './panels.ts'

test('what is wrong with a folder is said in words, and each leads on', async ({ page, demo, folders }) => {
  const alert = page.getByRole('alert')
  await page.goto('/')
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()

  await test.step('the folder undamaged opens without a word', async () => {
    await dropFolder(page, demo)
    await settled(page)
    await expect(alert).toHaveCount(0)
  })

  await test.step('a folder without an array is refused with what to drop instead, and opens once it is there', async () => {
    const folder = join(folders, 'holiday-pictures')
    await mkdir(folder)
    await writeFile(join(folder, 'read-me.txt'), 'nothing seismic')
    await dropFolder(page, folder)
    await expect(page.getByRole('heading', { name: 'This dataset cannot be opened' })).toBeVisible()
    await expect(alert).toContainText('traces.zarr')
    await cp(demo, folder, { recursive: true })
    await page.getByRole('button', { name: 'Try again' }).click()
    await settled(page)
  })

  await test.step('an index that points beyond the array names file, row, found and expected', async () => {
    const folder = join(folders, 'index-beyond')
    await cp(demo, folder, { recursive: true })
    await changeIndex(folder, (rows) => {
      const last = rows.at(-1)
      if (last !== undefined) last['end_trace'] = 999
    })
    await dropFolder(page, folder)
    await expect(alert.first()).toContainText('ensemble_index.parquet')
    await expect(alert.first()).toContainText('999')
    await expect(alert.first()).toContainText('0 to 237')
  })

  await test.step('a damaged chunk is named in the panels of its gathers, and the others open', async () => {
    const folder = join(folders, 'chunk-cut')
    const chunk = join(folder, 'traces.zarr', '0.4')
    await cp(demo, folder, { recursive: true })
    await truncate(chunk, 1000)
    await dropFolder(page, folder)
    await settled(page)
    await page.getByRole('button', { name: 'Last gather' }).click()
    const said = page.locator('[data-panel="before"]').getByRole('alert')
    await expect(said).toContainText('0.4')
    await expect(said).toContainText(/1\W+000/)
    const energy = page.locator('[data-metric="Energy removed"] .metric-value')
    await expect(energy, 'no figure of another gather').not.toContainText(/\d/)
    await page.getByRole('button', { name: 'First gather' }).click()
    await expect(said).toHaveCount(0)
    await settled(page)
    await page.getByRole('button', { name: 'Last gather' }).click()
    await expect(said).toBeVisible()
    await copyFile(join(demo, 'traces.zarr', '0.4'), chunk)
    await page.getByRole('button', { name: 'Read again' }).click()
    await expect(said).toHaveCount(0)
    await settled(page)
  })

  await test.step('a folder that is gone leads back to the start', async () => {
    const folder = join(folders, 'holiday-pictures-2')
    await mkdir(folder)
    await dropFolder(page, folder)
    await page.getByRole('button', { name: 'Back to start' }).click()
    await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  })
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

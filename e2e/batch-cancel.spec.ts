/**
 * Plan: a batch on a dataset that takes some seconds is held by the user, while another tab is refused its folder, and goes
 * on; is frozen and thawed; loses its output folder, waits, and goes on when that is back; and is cancelled while it runs. The folder keeps what is done, has no certificate, and is said
 * to be unfinished. Its journal is removed; resumed from the history after a reload, it ends with every chunk certified,
 * and the chunks written before the cancel were not written again. The page answers while the batch runs.
 */
import { existsSync } from 'node:fs'
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { runIntoFolder } from './batch.ts'
import { dropFolder } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { loadRecipe, TWO_STEPS } from './panels.ts'

/** Modification times of the chunks on disk, by name. */
async function chunkTimes(folder: string): Promise<Map<string, number>> {
  if (!existsSync(folder)) return new Map()
  const names = (await readdir(folder)).filter((name) => /^\d+\.\d+$/.test(name))
  return new Map(
    await Promise.all(names.map(async (name) => [name, (await stat(join(folder, name))).mtimeMs] as const)),
  )
}

/** Clicks buttons, by how they begin, one after another, each as soon as it is there: a whole batch may end between two of Playwright's clicks. */
async function clickInPage(page: Page, names: readonly string[]): Promise<void> {
  await page.evaluate(async (names) => {
    for (const name of names) {
      const find = () => [...document.querySelectorAll('button')].find((button) => button.textContent.startsWith(name))
      while (!find()) await new Promise((resolve) => setTimeout(resolve, 5))
      find()?.click()
    }
  }, names)
}

async function startBatch(page: Page, input: string, output: string): Promise<void> {
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, input)
  await loadRecipe(page, TWO_STEPS)
  await runIntoFolder(page, output)
}

/** More than are done while the batch is to be running, on a fast machine too. */
const N_GATHERS = 200

test('a batch waits when it is told to or must, and keeps what is done when it is cancelled', async ({
  page,
  folders,
}) => {
  const input = join(folders, 'long-line')
  const output = join(folders, 'long-line-denoised')
  await seisproc('demo', input, '--gathers', String(N_GATHERS), '--traces', '300', '--samples', '700', '--chunk', '300')
  await mkdir(output)
  await startBatch(page, input, output)

  await expect.poll(async () => (await chunkTimes(join(output, 'traces.zarr'))).size).toBeGreaterThan(2)
  const state = page.getByTestId('batch-state')
  const job = page.getByRole('region', { name: 'Job history' }).getByRole('row').nth(1)
  await clickInPage(page, ['Pause'])
  await expect(state).toHaveText('paused')
  await expect(job).toContainText('paused')
  // What was in hand ends.
  await page.waitForTimeout(1000)
  const held = await chunkTimes(join(output, 'traces.zarr'))
  await page.waitForTimeout(1000)
  expect(await chunkTimes(join(output, 'traces.zarr'))).toEqual(held)
  const other = await page.context().newPage()
  await startBatch(other, input, output)
  await expect(other.getByText('Another tab runs a batch into this folder')).toBeVisible()
  await other.close()

  await rename(output, `${output}-moved`)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByRole('alert')).toContainText('The folder is no longer there')
  await expect(state).toHaveText('paused')
  await rename(`${output}-moved`, output)
  await clickInPage(page, ['Go on'])
  await expect(state).toHaveText('running')

  const session = await page.context().newCDPSession(page)
  await session.send('Page.setWebLifecycleState', { state: 'frozen' })
  await page.waitForTimeout(200)
  await session.send('Page.setWebLifecycleState', { state: 'active' })
  await expect(state).toHaveText('running')

  await clickInPage(page, ['Cancel…', 'Cancel batch'])
  await expect(page.getByTestId('batch-state')).toHaveText('cancelled')
  await expect(page.getByTestId('outcome')).toContainText('Unfinished batch')
  const kept = await chunkTimes(join(output, 'traces.zarr'))
  expect(kept.size).toBeGreaterThan(2)
  expect(kept.size).toBeLessThan(N_GATHERS)
  expect(existsSync(join(output, '_SUCCESS.json'))).toBe(false)

  const journals = (await readdir(output)).filter((name) => name.startsWith('journal-'))
  expect(journals.length).toBeGreaterThan(0)
  for (const name of journals) await rm(join(output, name))

  // In another visit: the history knows the folder and the words, and the browser what the journal held.
  await page.reload()
  await dropFolder(page, input)
  await page.getByRole('button', { name: 'Batch' }).click()
  await expect(job).toContainText('stopped')
  await page.getByRole('button', { name: 'Resume' }).click()
  await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 120_000 })
  await expect(job).toContainText(new RegExp(`${N_GATHERS}.*done`))
  const whole = await chunkTimes(join(output, 'traces.zarr'))
  expect(whole.size).toBe(N_GATHERS)
  expect([...kept].filter(([name, time]) => whole.get(name) !== time)).toEqual([])
  expect(await seisproc('verify', output)).toContain('as certified')
})

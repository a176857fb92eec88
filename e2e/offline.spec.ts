/**
 * Plan: once seen, the page opens without its server, and a tab that is loaded again goes on where it was: dataset, gather and
 * recipe. A new tab offers that. A newer version is offered and not taken by itself, nor while a batch runs in any tab; at
 * the click it is shown, and the work goes on in it.
 */
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { pageHeaders } from '../scripts/page-headers.mjs'
import { servePage } from '../scripts/page-server.mjs'
import { launchBrowser } from './browser.ts'
import { expect, ROOT, test } from './fixtures.ts'
import { choosePreset, settled } from './panels.ts'

test('the page opens without its server, goes on where it was, and offers a newer version', async ({ folders }) => {
  const root = join(folders, 'page')
  await cp(join(ROOT, 'dist', 'page'), root, { recursive: true })
  const first = await servePage({ root, port: 8223, headers: pageHeaders })
  const origin = `http://localhost:${first.port}`
  const profile = join(folders, 'profile-offline')
  const context = await launchBrowser({ profile, folders, origin, serviceWorkers: 'allow' })
  try {
    const page = context.pages()[0] ?? (await context.newPage())
    await page.goto(origin)
    await page.getByRole('button', { name: 'Open demo' }).click()
    await choosePreset(page, 'Original SeisProc')
    await page.getByRole('button', { name: 'Next gather' }).click()
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))
    await keptSession(page)

    first.server.close()
    first.server.closeAllConnections()
    await page.reload()
    await expectSecondGather(page)

    await page.getByRole('button', { name: 'Run on all gathers' }).click()
    await page.getByRole('button', { name: 'Browser storage' }).click()
    // By its own rule it stops at the first gather, and waits: however slow this is, it is not done before.
    await page.getByLabel('Stop if').check()
    await page.getByLabel('Leakage above').fill('0')
    await page.getByLabel('On so many gathers').fill('1')
    await page.getByLabel('On so many gathers').press('Enter')
    await page.getByRole('button', { name: 'Run 12 gathers' }).click()
    await expect(page.getByTestId('batch-state')).toHaveText('paused')

    await publishNewVersion(root)
    const second = await servePage({ root, port: first.port, attempts: 1, headers: pageHeaders })
    const other = await context.newPage()
    await other.goto(origin)
    await expect(other).toHaveTitle('SeisProc Web')
    await other.getByRole('button', { name: 'Go on' }).click()
    await expectSecondGather(other)
    await expect(other.getByText('A new version of SeisProc Web is ready.')).toBeVisible()
    await other.getByRole('button', { name: 'Load it' }).click()
    await expect(other.getByText('A batch runs in another tab.')).toBeVisible()
    await page.close()
    await expect.poll(() => other.evaluate(async () => (await navigator.locks.query()).held?.length)).toBe(0)
    await other.getByRole('button', { name: 'Load it' }).click()
    await expect(other).toHaveTitle('SeisProc Web, newer')
    await expectSecondGather(other)
    await expect(other.getByRole('button', { name: 'Load it' })).toBeHidden()
    second.server.close()
    second.server.closeAllConnections()
  } finally {
    await context.close()
  }
})

async function expectSecondGather(page: Page): Promise<void> {
  await settled(page)
  await expect(page.getByLabel('Go to gather')).toHaveValue('2')
  await expect(page.getByLabel('Threshold k, value')).toHaveValue('3.0')
}

/** Waits until the page has noted where it is. */
async function keptSession(page: Page): Promise<void> {
  await settled(page)
  await expect.poll(() => page.evaluate(readKeptGather)).toBe(1)
}

function readKeptGather(): Promise<number> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('seisproc-session')
    opening.onsuccess = () => {
      const reading = opening.result.transaction('sessions').objectStore('sessions').get('last')
      reading.onsuccess = () => resolve(reading.result?.gather ?? -1)
    }
  })
}

/** As a build after a change of index.html leaves it. */
async function publishNewVersion(root: string): Promise<void> {
  const [html, worker] = [join(root, 'index.html'), join(root, 'service-worker.js')]
  await writeFile(html, (await readFile(html, 'utf8')).replace('</title>', ', newer</title>'))
  const code = await readFile(worker, 'utf8')
  await writeFile(worker, code.replace(/("url":"\/index\.html","revision":")\w/, '$1-'))
}

/**
 * Plan: an http Zarr array on another host opens when the server was started with --connect for it, and is refused by
 * the policy when it was not, with words that say so. The other host is a second server with cross-origin headers.
 */
import { join } from 'node:path'
import { pageHeadersFor } from '../scripts/page-headers.mjs'
import { servePage } from '../scripts/page-server.mjs'
import { readGatherSpans } from './dataset-files.ts'
import { expect, ROOT, test } from './fixtures.ts'
import { levelCount, panelPicture, settled } from './panels.ts'

const OPEN_TO_ALL = { 'Access-Control-Allow-Origin': '*', 'Cross-Origin-Resource-Policy': 'cross-origin' }

test('a Zarr array of another host opens by --connect', async ({ page, demo, expectedErrors }) => {
  expect(await readGatherSpans(demo)).toHaveLength(4)
  const other = await servePage({ root: demo, port: 8300, headers: OPEN_TO_ALL })
  const origin = `http://localhost:${other.port}`
  const own = await servePage({ root: join(ROOT, 'dist', 'page'), port: 8200, headers: pageHeadersFor([origin]) })
  // The watch of the page knows the first server alone; a store asks for metadata that may not be there.
  expectedErrors.push(/^request: http:\/\/localhost:/, /404/)
  try {
    await page.goto(`http://localhost:${own.port}/`)
    await page.getByLabel('Address').fill(`${origin}/traces.zarr`)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await settled(page)
    expect(levelCount(await panelPicture(page, 'before'))).toBeGreaterThan(100)
    await expect(page.locator('[data-panel="before"]')).toHaveAttribute('aria-label', /of 238/)
  } finally {
    for (const { server } of [other, own]) {
      server.close()
      server.closeAllConnections()
    }
  }
})

test('without --connect the policy refuses it, and the page says so', async ({ page, demo, expectedErrors }) => {
  const other = await servePage({ root: demo, port: 8300, headers: OPEN_TO_ALL })
  expectedErrors.push(/Content Security Policy/, /^request: http:\/\/localhost:/, /Failed to fetch/)
  try {
    await page.goto('/')
    await page.getByLabel('Address').fill(`http://localhost:${other.port}/traces.zarr`)
    await page.getByRole('button', { name: 'Open', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'This dataset cannot be opened' })).toBeVisible()
    await expect(page.getByRole('alert')).toContainText('traces.zarr')
  } finally {
    other.server.close()
    other.server.closeAllConnections()
  }
})

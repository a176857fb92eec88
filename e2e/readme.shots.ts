/** The picture of the README: the demo while its threshold is being dragged. */
import { join } from 'node:path'
import { expect, ROOT, test } from './fixtures.ts'
import { choosePreset, dragSlider } from './panels.ts'

test('workbench', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 760 })
  await page.goto('/')
  await page.getByRole('button', { name: 'Open demo' }).click()
  await choosePreset(page, 'Original SeisProc')
  await dragSlider(page, 'Threshold k', 0.2, async () => {
    await expect(page.locator('[data-metric="Forward transform"]')).toContainText('Reused')
    await page.waitForTimeout(1000)
    await page.screenshot({ path: join(ROOT, 'docs', 'workbench.png') })
  })
})

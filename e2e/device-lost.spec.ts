/**
 * Plan: the graphics device is lost under the panels. Once: a new device shows the same picture again, with a notice, and the
 * parameters are as they were. Twice within a minute: the CPU engine takes over and shows the same picture on fresh canvases.
 */
import type { Page } from '@playwright/test'
import { dropFolder } from './browser.ts'
import { expect, test } from './fixtures.ts'
import { choosePreset, panelPicture, pictureDifference, settled } from './panels.ts'

/** Devices that the page was given, newest last. */
async function recordDevices(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const devices: GPUDevice[] = []
    Object.assign(window, { devices })
    const request = GPUAdapter.prototype.requestDevice
    GPUAdapter.prototype.requestDevice = async function (descriptor) {
      const device = await request.call(this, descriptor)
      devices.push(device)
      return device
    }
  })
}

async function loseDevice(page: Page): Promise<void> {
  await page.evaluate(() => (window as unknown as { devices: GPUDevice[] }).devices.at(-1)?.destroy())
}

test('a lost device is replaced, and after a second loss the CPU engine goes on', async ({ page, demo }) => {
  await recordDevices(page)
  await page.goto('/?engine=webgpu')
  await expect(page.getByTestId('engine')).toContainText('GPU')
  await dropFolder(page, demo)
  await choosePreset(page, 'Original SeisProc')
  const k = page.getByLabel('Threshold k, value')
  await k.fill('2')
  await k.press('Enter')
  await settled(page)

  await loseDevice(page)
  await expect(page.getByText('The GPU was reset by the system.')).toBeVisible()
  await settled(page)
  await expect(page.getByTestId('engine')).toContainText('GPU')
  await expect(k).toHaveValue('2.0')
  const before = await panelPicture(page, 'after')

  await loseDevice(page)
  await expect(page.getByText('The GPU was reset twice in a minute.')).toBeVisible()
  await expect(page.getByTestId('engine')).toContainText('CPU')
  await settled(page)
  // Single precision moves a coefficient across its threshold now and then.
  const { differing } = pictureDifference(await panelPicture(page, 'after'), before)
  expect(differing).toBeLessThanOrEqual(0.002)
})

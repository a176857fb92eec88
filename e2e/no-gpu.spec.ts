/**
 * Plan: without WebGPU a banner says what is missing and what takes its place, the CPU engine runs, and 2-D canvases
 * show the same picture as the drawing rule gives.
 */
import { join } from 'node:path'
import { dropFolder } from './browser.ts'
import { readGatherSpans, readTraces } from './dataset-files.ts'
import { expect, test } from './fixtures.ts'
import {
  choosePreset,
  dragSlider,
  expectedPicture,
  levelCount,
  PANELS,
  panel,
  panelPicture,
  pictureDifference,
  settled,
} from './panels.ts'

test('the workbench runs without WebGPU, and says so', async ({ page, demo }) => {
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined }))
  await page.goto('/')
  await expect(page.getByRole('status').getByText('This browser has no WebGPU.')).toBeVisible()
  await expect(page.getByTestId('engine')).toContainText('CPU')
  await dropFolder(page, demo)
  await choosePreset(page, 'Original SeisProc')
  for (const name of PANELS) {
    expect(await panel(page, name).evaluate((canvas: HTMLCanvasElement) => canvas.getContext('2d') !== null)).toBe(true)
    expect(levelCount(await panelPicture(page, name)), name).toBeGreaterThan(100)
  }
  const [span] = await readGatherSpans(demo)
  if (span === undefined) throw new Error('The demo has no gather')
  const before = await readTraces(join(demo, 'traces.zarr'), span.startTrace, span.endTrace)
  const shown = await panelPicture(page, 'before')
  const expected = expectedPicture({ before, after: before }, 'before', shown)
  expect(pictureDifference(shown, expected)).toEqual({ differing: 0, greatest: 0 })
  const after = await panelPicture(page, 'after')
  await dragSlider(page, 'Threshold k', 0.05)
  await settled(page)
  expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0.01)
})

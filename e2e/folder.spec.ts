/**
 * Plan: the main job on a real folder in the original's layout, made by the command line. The folder is dropped; three
 * panels show what the CPU engine of the command line computes, pixel by pixel (drawn from memory, and from GPU buffers
 * on the software adapter), also with wiggles, a display gain and true spacing; k is dragged and the result follows while the slider is held; the batch runs into a real
 * folder; zarr-python reads back processed + noise = input.
 */
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { gainField } from '../src/panels/gain.ts'
import { placeTraces } from '../src/panels/trace-places.ts'
import { answerPicker, dropFolder } from './browser.ts'
import { readGatherSpans, readTraces, setOffsets } from './dataset-files.ts'
import { expect, python, seisproc, test } from './fixtures.ts'
import {
  type Amplitudes,
  dragSlider,
  expectedPicture,
  goToGather,
  levelCount,
  loadRecipe,
  onGround,
  PANELS,
  panel,
  panelPicture,
  pictureDifference,
  settled,
  TWO_STEPS,
} from './panels.ts'

async function openDropped(page: Page, folder: string, address = '/'): Promise<void> {
  await page.goto(address)
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, folder)
  await loadRecipe(page, TWO_STEPS)
}

/** Gather `number`, from 1, and what the command line's CPU engine makes of it. */
async function amplitudes(demo: string, folders: string, number: number): Promise<Amplitudes> {
  const recipe = join(folders, 'recipe.json')
  const out = join(folders, 'by-command-line')
  await writeFile(recipe, JSON.stringify(TWO_STEPS))
  await seisproc('run', demo, '--recipe', recipe, '--out', out, '--engine', 'cpu', '--write', 'both', '--overwrite')
  const span = (await readGatherSpans(demo))[number - 1]!
  const read = (array: string) => readTraces(array, span.startTrace, span.endTrace)
  return { before: await read(join(demo, 'traces.zarr')), after: await read(join(out, 'traces.zarr')) }
}

/** Every 25 m, with a gap of 500 m after the thirtieth trace and traces 5 m apart from the fiftieth on. */
function offsetOf(trace: number): number {
  return 500 + 25 * Math.min(trace, 49) + 5 * Math.max(0, trace - 49) + (trace < 30 ? 0 : 500)
}

async function colourOf(page: Page, selector: string): Promise<readonly number[]> {
  const colour = await page.locator(selector).evaluate((element) => getComputedStyle(element).backgroundColor)
  return (colour.match(/\d+/g) ?? []).map(Number)
}

test.describe('panels', () => {
  for (const { engine, maxDiffering, why } of [
    { engine: 'cpu', maxDiffering: 0, why: 'the same arithmetic on both sides' },
    {
      engine: 'webgpu',
      maxDiffering: 0.002,
      why: 'single precision moves a coefficient across its threshold now and then',
    },
  ] as const) {
    test(`show gather 2 as the CPU engine computes it, engine ${engine} (${why})`, async ({ page, demo, folders }) => {
      const spaced = join(folders, `spaced-${engine}`)
      await cp(demo, spaced, { recursive: true })
      await setOffsets(spaced, offsetOf)
      await openDropped(page, spaced, `/?engine=${engine}`)
      await goToGather(page, 2)
      const expected = await amplitudes(demo, folders, 2)
      for (const name of PANELS) {
        const shown = await panelPicture(page, name)
        expect(levelCount(shown), name).toBeGreaterThan(100)
        const { differing } = pictureDifference(shown, expectedPicture(expected, name, shown))
        expect(differing, name).toBeLessThanOrEqual(maxDiffering)
      }
      const after = await panelPicture(page, 'after')
      const control = pictureDifference(after, expectedPicture(expected, 'before', after))
      expect(control.differing, 'Before is not After').toBeGreaterThan(0.2)

      await page.keyboard.press('v')
      await page.keyboard.press('v')
      await page.getByLabel('Display gain').selectOption('agc-250')
      await settled(page)
      const gain = gainField(expected.before, { kind: 'agc', windowMs: 250 }, 2)
      for (const name of PANELS) {
        const shown = await panelPicture(page, name)
        const { differing } = pictureDifference(shown, expectedPicture(expected, name, shown, gain))
        expect(differing, `${name} with variable area and AGC`).toBeLessThanOrEqual(maxDiffering)
      }

      await page.getByRole('button', { name: 'Trace axis: trace number' }).click()
      await page.getByRole('menuitemcheckbox', { name: 'True spacing' }).click()
      await expect(page.getByRole('button', { name: 'Trace axis: trace number, true spacing' })).toBeVisible()
      await settled(page)
      const places = placeTraces(Float64Array.from({ length: expected.before.nTraces }, (_, trace) => offsetOf(trace)))
      if (typeof places === 'string') throw new Error(places)
      const ground = await colourOf(page, '.panel.before')
      const shown = await panelPicture(page, 'noise')
      const placed = onGround(expectedPicture(expected, 'noise', shown, gain, places), ground)
      expect(pictureDifference(shown, placed).differing, 'true spacing').toBeLessThanOrEqual(maxDiffering)
      const box = await panel(page, 'before').boundingBox()
      if (box === null) throw new Error('There is no panel')
      const pixelOf = (position: number) => box.x + (position / places.starts.length) * box.width
      await page.mouse.move(pixelOf(places.centres[41]!), box.y + 9)
      await expect(page.getByTestId('readout')).toContainText(/trace\s*42\s*offset 2\D+025/)
      await page.mouse.move(pixelOf(places.ends[29]! + 2), box.y + 9)
      await expect(page.getByTestId('readout'), 'a gap').not.toContainText(/trace\s*\d/)
    })
  }
})

test('k is dragged, the batch runs into a folder, and zarr-python reads it back', async ({ page, demo, folders }) => {
  await openDropped(page, demo)
  const metric = (name: string) => page.locator(`[data-metric="${name}"]`)
  const energy = metric('Energy removed').locator('.metric-value')
  await expect(metric('Leakage').locator('.metric-value')).toHaveText(/^0\.\d\d$/)
  await expect(metric('SNR estimate').locator('.metric-value')).toHaveText(/^−?\d+\.\d dB$/)
  const atStart = { energy: (await energy.textContent()) ?? '', after: await panelPicture(page, 'after') }
  const before = await panelPicture(page, 'before')

  await dragSlider(page, 'Threshold k', 0.1, async () => {
    await expect(energy, 'the result follows the slider').not.toHaveText(atStart.energy)
  })
  await dragSlider(page, 'Threshold k', 0.15, async () => {
    await expect(metric('Forward transform')).toContainText('Reused')
  })
  await settled(page)
  await expect(metric('Leakage').locator('.metric-detail')).toHaveText(/^[+−]?\d\.\d\d$/)
  const k = Number(await page.getByLabel('Threshold k, value').inputValue())
  expect(k).toBeLessThan(3)
  expect(pictureDifference(await panelPicture(page, 'after'), atStart.after).differing).toBeGreaterThan(0.01)
  expect(pictureDifference(await panelPicture(page, 'before'), before)).toEqual({ differing: 0, greatest: 0 })
  await expect(page.getByRole('button', { name: /^Undo/ })).toBeEnabled()

  const out = join(folders, 'denoised')
  await mkdir(out)
  await page.getByRole('button', { name: 'Run on all gathers' }).click()
  await page.getByRole('radio', { name: 'Both' }).click()
  await answerPicker(page, out)
  await page.getByRole('button', { name: 'Choose folder' }).click()
  await page.getByRole('button', { name: 'Run 4 gathers' }).click()
  await expect(page.getByTestId('batch-state')).toHaveText('done')
  await expect(page.getByTestId('outcome')).toContainText('4 gathers')

  const found = await python('read_output.py', demo, out)
  expect(found).toEqual({
    shape: [400, 238],
    sameShape: true,
    sameChunks: true,
    dtypes: ['float32', 'float32'],
    noiseIsDifference: true,
    sumError: expect.any(Number),
    changed: true,
    sameHeaders: true,
    sameIndex: true,
  })
  // One rounding of the difference and one of the sum, in units of the larger term.
  expect((found as { sumError: number }).sumError).toBeLessThanOrEqual(2 * 2 ** -24)

  const metadata = JSON.parse(await readFile(join(out, 'metadata.json'), 'utf8'))
  expect(metadata.processing.recipe.steps[0].k).toBe(k)
  expect(await seisproc('verify', out)).toContain('as certified')

  const recipe = join(folders, 'dragged.json')
  await writeFile(recipe, JSON.stringify(metadata.processing.recipe))
  const again = join(folders, 'dragged')
  await seisproc('run', demo, '--recipe', recipe, '--out', again, '--engine', 'cpu', '--write', 'both')
  const byPage = await readTraces(join(out, 'traces.zarr'), 0, 238)
  const byCommandLine = await readTraces(join(again, 'traces.zarr'), 0, 238)
  expect(Buffer.compare(Buffer.from(byPage.samples.buffer), Buffer.from(byCommandLine.samples.buffer))).toBe(0)
})

test('a folder opened before is open after a reload, and listed once it is closed', async ({ page, demo }) => {
  await openDropped(page, demo)
  await page.reload()
  await settled(page)
  await page.getByRole('button', { name: /^line-7/ }).click()
  await page.getByRole('menuitem', { name: 'Close dataset' }).click()
  await expect(page.getByRole('row', { name: /line-7/ })).toContainText('4')
  await page
    .getByRole('row', { name: /line-7/ })
    .getByRole('button', { name: /^(?:Open|Allow and open)$/ })
    .click()
  await settled(page)
  expect(levelCount(await panelPicture(page, 'before'))).toBeGreaterThan(100)
})

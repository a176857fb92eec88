/**
 * Pictures of every preset on the demo, or on the dataset of the folder DATASET: scripts/screenshots.mjs --presets. They
 * assert nothing but that the result is there.
 */
import { cp } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { dropFolder } from './browser.ts'
import { ROOT, test } from './fixtures.ts'
import { choosePreset, settled } from './panels.ts'

const PRESETS = ['Automatic', 'Random noise', 'Erratic noise', 'Coloured noise', 'Fast', 'Careful', 'Original SeisProc']
const dataset = process.env['DATASET']

for (const theme of ['dark', 'light'] as const) {
  test(theme, async ({ page, folders, expectedErrors }) => {
    expectedErrors.push(/./)
    await page.emulateMedia({ colorScheme: theme })
    await page.goto('/?engine=cpu')
    if (dataset === undefined) await page.getByRole('button', { name: 'Open demo' }).click()
    else {
      await cp(dataset, join(folders, 'shown'), { recursive: true })
      await dropFolder(page, join(folders, 'shown'))
    }
    await settled(page)
    for (const preset of PRESETS) {
      await choosePreset(page, preset)
      const shown = dataset === undefined ? 'demo' : basename(dataset)
      const name = `preset-${shown}-${preset.replaceAll(' ', '-')}-${theme}.png`
      await page.screenshot({ path: join(ROOT, 'test-results', 'screenshots', name) })
    }
  })
}

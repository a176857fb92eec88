/** Pictures of every preset, on the demo and on a gather with erratic noise and a known answer: scripts/screenshots.mjs --presets. */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { presets } from '../src/app/presets.ts'
import { v2ArrayMetadata } from '../src/data/zarr-v2-writer.ts'
import { N_SAMPLES, N_TRACES, problems } from '../test/quality/problems.ts'
import { dropFolder } from './browser.ts'
import { ROOT, test } from './fixtures.ts'
import { choosePreset, settled } from './panels.ts'

const GATHERS = ['demo', 'erratic'] as const

/** Problem b0 of seed 3 as a dataset of one gather. */
async function makeErratic(folder: string): Promise<void> {
  const shape = { nSamples: N_SAMPLES, nTraces: N_TRACES, chunkSamples: N_SAMPLES, chunkTraces: N_TRACES }
  const array = join(folder, 'traces.zarr')
  await mkdir(array, { recursive: true })
  await writeFile(join(array, '.zarray'), v2ArrayMetadata({ ...shape, compressor: 'none' }))
  await writeFile(join(array, '0.0'), new Uint8Array(problems(3).noisy('b0').buffer))
  await writeFile(
    join(folder, 'metadata.json'),
    JSON.stringify({ sample_rate: 2, n_samples: N_SAMPLES, n_traces: N_TRACES }),
  )
}

for (const theme of ['dark', 'light'] as const) {
  test.describe(theme, () => {
    for (const gather of GATHERS) {
      test(gather, async ({ page, folders, expectedErrors }) => {
        expectedErrors.push(/./)
        await page.emulateMedia({ colorScheme: theme })
        await page.goto('/?engine=cpu')
        if (gather === 'demo') await page.getByRole('button', { name: 'Open demo' }).click()
        else {
          await makeErratic(join(folders, gather))
          await dropFolder(page, join(folders, gather))
        }
        await settled(page)
        for (const { recipe } of presets) {
          await choosePreset(page, recipe.name)
          await settled(page)
          const name = `preset-${gather}-${recipe.name.replaceAll(' ', '-')}-${theme}.png`
          await page.screenshot({ path: join(ROOT, 'test-results', 'screenshots', name) })
        }
      })
    }
  })
}

/** Plan: zarr-python (2, as Debian has it) reads every way to store a result in Zarr v2, and finds the bits of the input. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, python, seisproc, test } from './fixtures.ts'

// Gathers of 60 traces; chunks of 50.
const CHUNKS = [400, 50]
const LAYOUTS = [
  { words: ['--codec', 'lz4'], chunks: CHUNKS },
  { words: ['--codec', 'zstd', '--chunks', 'gathers'], chunks: [400, 60] },
  { words: ['--codec', 'lz4', '--chunks', 'gathers'], chunks: [400, 60] },
]

test('zarr-python reads every layout of a result in Zarr v2', async ({ demo, folders }) => {
  const recipe = join(folders, 'identity.json')
  await writeFile(recipe, JSON.stringify({ format: 'seisproc-recipe/1', steps: [] }))
  const outputs = LAYOUTS.map((_, i) => join(folders, `layout-${i}`))
  for (const [i, { words }] of LAYOUTS.entries()) {
    await seisproc('run', demo, '--recipe', recipe, '--out', outputs[i]!, '--engine', 'cpu', ...words)
    expect(await seisproc('verify', outputs[i]!)).toContain('as certified')
  }
  const found = await python('read_layouts.py', demo, ...outputs)
  expect(found).toEqual(LAYOUTS.map(({ chunks }) => ({ same: true, chunks })))
})

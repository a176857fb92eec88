/**
 * Plan: a dataset of 22 million traces in 7,074 gathers (no chunk is on disk: legal, and all zero). It opens and steps to a
 * gather in its middle; a range from the middle runs in at most 1.2 times the memory that the same range of a small dataset
 * takes.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { v2ArrayMetadata } from '../src/data/zarr-v2-writer.ts'
import { dropFolder } from './browser.ts'
import { expect, seisproc, test } from './fixtures.ts'
import { choosePreset, goToGather } from './panels.ts'

const GATHER_TRACES = 3110
const N_SAMPLES = 32
const N_RUN = 60

/** Writes the metadata of a dataset, and none of its chunks. */
function makeSparse(folder: string, nGathers: number): void {
  mkdirSync(join(folder, 'traces.zarr'), { recursive: true })
  const nTraces = nGathers * GATHER_TRACES
  const shape = { nSamples: N_SAMPLES, nTraces, chunkSamples: N_SAMPLES, chunkTraces: 1000 }
  writeFileSync(join(folder, 'traces.zarr', '.zarray'), v2ArrayMetadata({ ...shape, compressor: 'none' }))
  writeFileSync(
    join(folder, 'metadata.json'),
    JSON.stringify({ sample_rate: 2, n_samples: N_SAMPLES, n_traces: nTraces }),
  )
  const column = (name: string, value: (gather: number) => number) => ({
    name,
    data: Int32Array.from({ length: nGathers }, (_, gather) => value(gather)),
    type: 'INT32' as const,
    nullable: false,
  })
  const index = parquetWriteBuffer({
    columnData: [
      column('ensemble_id', (gather) => gather),
      column('start_trace', (gather) => gather * GATHER_TRACES),
      column('end_trace', (gather) => (gather + 1) * GATHER_TRACES - 1),
      column('n_traces', () => GATHER_TRACES),
    ],
  })
  writeFileSync(join(folder, 'ensemble_index.parquet'), Buffer.from(index))
}

test('22 million traces open, step and run in the memory of a small dataset', async ({ page, folders }) => {
  const [large, small] = [join(folders, 'large'), join(folders, 'small')]
  makeSparse(large, 7074)
  makeSparse(small, N_RUN + 20)
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, large)
  await choosePreset(page, 'Original SeisProc')
  await goToGather(page, 3537)

  const recipe = join(folders, 'large.json')
  writeFileSync(recipe, JSON.stringify({ format: 'seisproc-recipe/1', steps: [{ process: 'tf-denoise' }] }))
  const peakOf = async (dataset: string, first: number): Promise<number> => {
    const range = `${first}:${first + N_RUN}`
    const words = ['--recipe', recipe, '--out', `${dataset}-out`, '--gathers', range, '--engine', 'cpu', '--json']
    const report = JSON.parse(await seisproc('run', dataset, ...words))
    expect(report).toMatchObject({ gathers: N_RUN, traces: N_RUN * GATHER_TRACES })
    return report.peakMemoryBytes
  }
  const [inSmall, inLarge] = [await peakOf(small, 10), await peakOf(large, 3500)]
  expect(inLarge / inSmall).toBeLessThan(1.2)
})

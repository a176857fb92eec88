import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { seisproc } from './fixtures.ts'

/** A line of many small gathers, some of which are not like the others. */
export async function mottledLine(folder: string): Promise<void> {
  const size = ['--gathers', '120', '--traces', '24', '--samples', '300', '--chunk', '24']
  await seisproc('demo', folder, ...size)
  await placeOnSurvey(join(folder, 'ensemble_index.parquet'))
  for (const gather of [30, 31, 77]) {
    const path = join(folder, 'traces.zarr', `0.${gather}`)
    const samples = new Float32Array(new Uint8Array(await readFile(path)).buffer)
    await writeFile(
      path,
      samples.map((sample, i) => sample + 2e4 * Math.sin(i * i)),
    )
  }
  const bad = join(folder, 'traces.zarr', '0.100')
  const samples = new Float32Array(new Uint8Array(await readFile(bad)).buffer)
  await writeFile(bad, samples.fill(Number.NaN, 0, 9))
}

/** Twelve lines of ten sources, a little bent. */
async function placeOnSurvey(path: string): Promise<void> {
  const bytes = await readFile(path)
  const file = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength)
  const rows = await parquetReadObjects({ file })
  const names = ['ensemble_id', 'start_trace', 'end_trace', 'n_traces']
  const kept = names.map((name) => ({
    name,
    data: BigInt64Array.from(rows, (row) => BigInt(row[name])),
    type: 'INT64',
  }))
  const sourceX = { name: 'source_x', data: Float64Array.from(rows, (_, i) => 50 * (i % 10)), type: 'DOUBLE' }
  const lineOf = (i: number) => Math.floor(i / 10)
  const bent = (i: number) => 25 * lineOf(i) + 12 * Math.sin((i % 10) / 3)
  const sourceY = { name: 'source_y', data: Float64Array.from(rows, (_, i) => bent(i)), type: 'DOUBLE' }
  const columns = [...kept, sourceX, sourceY].map((column) => ({ ...column, nullable: false }))
  const columnData = columns as Parameters<typeof parquetWriteBuffer>[0]['columnData']
  await writeFile(path, new Uint8Array(parquetWriteBuffer({ columnData })))
}

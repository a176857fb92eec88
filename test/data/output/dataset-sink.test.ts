/**
 * Plan: a batch into a folder in memory. Layout and bytes on disk (each chunk written once and read back), headers and
 * index after a sort and for a range, metadata, figures of steps, certificate, report, order of writes, going on after an interruption at any
 * write, conflicts, and a disk that does not give back what it was given.
 */
import { parquetMetadata, parquetReadObjects } from 'hyparquet'
import { parquetWriteBuffer } from 'hyparquet-writer'
import { describe, expect, it } from 'vitest'
import type { BatchReport, BatchRequest } from '../../../src/core/batch.ts'
import { SeisError } from '../../../src/core/errors.ts'
import { readCertificate } from '../../../src/data/output/certificate.ts'
import { createDatasetSink } from '../../../src/data/output/dataset-sink.ts'
import { readOutputReport } from '../../../src/data/output/output-report.ts'
import { RecordingFolder } from '../../../src/data/output/recording-folder.ts'
import { verifyOutput } from '../../../src/data/output/verify.ts'
import { runBatch } from '../../../src/pipeline/batch.ts'
import { IdentityEngine, type IdentityEngineInit } from '../../identity-engine.ts'
import { MemoryFolder } from '../../memory-folder.ts'
import { MemorySource } from '../../memory-source.ts'

const SPANS = [
  [0, 7],
  [7, 13],
  [13, 22],
  [22, 30],
] as const
const offset = Float64Array.from({ length: 30 }, (_, i) => (i * 7) % 5)
const metadata = {
  shape: [6, 30],
  sample_rate: 2,
  n_samples: 6,
  n_traces: 30,
  n_gathers: 4,
  seismic_metadata: { a: [1] },
}
const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: 'half', steps: [{ process: 'fake' }] },
  write: 'both',
  sort: [],
  startGather: 0,
  endGather: 4,
  engine: 'auto',
}

function parquet(columns: Parameters<typeof parquetWriteBuffer>[0]['columnData']): Uint8Array {
  return new Uint8Array(parquetWriteBuffer({ columnData: columns }))
}

function newInput(): MemoryFolder {
  const traces = Array.from({ length: 30 }, (_, i) => i)
  return new MemoryFolder('input', {
    files: {
      'metadata.json': new TextEncoder().encode(JSON.stringify(metadata)),
      'headers.parquet': parquet([
        { name: 'trace_index', data: BigInt64Array.from(traces, BigInt), type: 'INT64', nullable: false },
        { name: 'offset', data: Float32Array.from(offset), type: 'FLOAT', nullable: false },
        { name: 'line', data: traces.map((i) => `L${i}`), type: 'STRING' },
        { name: 'cdp', data: Int32Array.from(traces), type: 'INT32', nullable: false },
      ]),
      'ensemble_index.parquet': parquet([
        { name: 'ensemble_id', data: Int32Array.from([0, 1, 2, 3]), type: 'INT32', nullable: false },
        { name: 'start_trace', data: BigInt64Array.from(SPANS, ([a]) => BigInt(a)), type: 'INT64', nullable: false },
        {
          name: 'end_trace',
          data: BigInt64Array.from(SPANS, ([, b]) => BigInt(b - 1)),
          type: 'INT64',
          nullable: false,
        },
        { name: 'n_traces', data: Int32Array.from(SPANS, ([a, b]) => b - a), type: 'INT32', nullable: false },
        { name: 'ffid', data: Int32Array.from([11, 12, 13, 14]), type: 'INT32', nullable: false },
      ]),
    },
  })
}

interface Run {
  readonly output?: MemoryFolder
  readonly input?: MemoryFolder
  readonly change?: Partial<BatchRequest>
  readonly overwrite?: boolean
  readonly signal?: AbortSignal
  readonly figures?: IdentityEngineInit['figures']
  /** Both are asked for where there are any. */
  readonly measures?: Required<Pick<IdentityEngineInit, 'leakage' | 'noiseWhiteness'>>
}

async function run(init: Run = {}): Promise<{ report: BatchReport; output: MemoryFolder; engine: IdentityEngine }> {
  const source = new MemorySource({
    nSamples: 6,
    nTraces: 30,
    chunkSamples: 4,
    chunkTraces: 10,
    spans: SPANS,
    headers: { offset },
    info: { metadata, name: 'input' },
  })
  const engine = new IdentityEngine({
    factor: 0.5,
    ...(init.figures === undefined ? {} : { figures: init.figures }),
    ...init.measures,
  })
  const output = init.output ?? new MemoryFolder('output')
  const reads = new RecordingFolder(init.input ?? newInput())
  await reads.read('metadata.json')
  const sink = createDatasetSink({ input: reads, output, reads, overwrite: init.overwrite ?? false })
  const report = await runBatch({
    source,
    engine,
    sink,
    request: { ...request, ...init.change },
    quotaBytes: 2000,
    withLeakage: init.measures !== undefined,
    sleep: async () => {},
    ...(init.signal === undefined ? {} : { signal: init.signal }),
  })
  return { report, output, engine }
}

const json = (folder: MemoryFolder, path: string) => JSON.parse(new TextDecoder().decode(folder.files.get(path)))
const rows = (folder: MemoryFolder, path: string) =>
  parquetReadObjects({ file: folder.files.get(path)!.slice().buffer })
const chunksOf = (folder: MemoryFolder) =>
  new Map([...folder.files].filter(([path]) => /zarr\/\d/.test(path)).map(([path, bytes]) => [path, bytes.join()]))
const inputTrace = (i: number) => Math.fround(Math.fround(i / 1000) / 2)

describe('a batch into a folder', () => {
  it('writes the original layout: job first, each chunk once, certificate last', async () => {
    const { output } = await run()
    const writes = output.calls.filter(({ operation }) => operation === 'write').map(({ path }) => path)
    expect(writes[0]).toBe('job.json')
    expect(writes.at(-1)).toBe('_SUCCESS.json')
    const chunkWrites = writes.filter((path) => /zarr\/\d/.test(path))
    expect(new Set(chunkWrites).size).toBe(chunkWrites.length)
    expect(chunkWrites).toHaveLength(12)
    expect([...output.files.keys()].filter((path) => path.startsWith('journal'))).toEqual([])
    expect(json(output, 'traces.zarr/.zarray')).toEqual({
      chunks: [4, 10],
      compressor: null,
      dtype: '<f4',
      fill_value: 0,
      filters: null,
      order: 'C',
      shape: [6, 30],
      zarr_format: 2,
    })
    const chunk = new Float32Array(output.files.get('traces.zarr/0.2')!.slice().buffer)
    expect(chunk).toHaveLength(40)
    expect([...chunk.slice(0, 10)]).toEqual(Array.from({ length: 10 }, (_, i) => inputTrace(20 + i)))
    const edge = new Float32Array(output.files.get('traces.zarr/1.2')!.slice().buffer)
    expect([...edge.slice(20)]).toEqual(new Array(20).fill(0))
    for (const path of ['headers.parquet', 'ensemble_index.parquet'])
      expect(output.files.get(path)).toEqual(newInput().files.get(path))
  })

  it('writes noise alone as noise.zarr alone', async () => {
    const { output } = await run({ change: { write: 'noise' } })
    expect(output.files.has('noise.zarr/.zarray')).toBe(true)
    expect([...output.files.keys()].some((path) => path.startsWith('traces.zarr'))).toBe(false)
  })

  it('says in the metadata how it was made, and keeps all it had', async () => {
    const { output } = await run()
    const { processing, ...kept } = json(output, 'metadata.json')
    expect(kept).toEqual(metadata)
    expect(processing).toMatchObject({ recipe: request.recipe, engine: 'cpu', adapter: 'test', history: [] })
    expect(processing.input.read.files['metadata.json'].bytes).toBe(JSON.stringify(metadata).length)
    expect(processing.quality.gather).toEqual([0, 1, 2, 3])
    expect(processing.quality.energy_removed_percent[0]).toBeCloseTo(25, 4)
  })

  it('says what steps found out about each gather, the same after any interruption', async () => {
    const figures = ({ index }: { index: number }) =>
      index === 2 ? [{}] : [{ k: 2.6 + index / 3, sure: [1 / 3, 1e-300, index - 0.1], noise: 'white' }]
    const clean = (await run({ figures })).output
    const { steps } = json(clean, 'metadata.json').processing.quality
    expect(steps).toEqual([0, 1, 2, 3].map((index) => (index === 2 ? null : figures({ index }))))
    expect(json((await run()).output, 'metadata.json').processing.quality).not.toHaveProperty('steps')
    for (let failing = 3; failing <= 12; failing += 3) {
      let chunks = 0
      const output = new MemoryFolder('output', {
        beforeCall: (operation, path) => {
          if (operation !== 'write' || !/zarr\/\d/.test(path)) return
          chunks += 1
          if (chunks >= failing) throw new SeisError('no-space', 'The disk is full')
        },
      })
      await expect(run({ output, figures })).rejects.toMatchObject({ code: 'no-space' })
      output.beforeCall = undefined
      await run({ output, figures })
      expect(json(output, 'metadata.json').processing.quality).toEqual(json(clean, 'metadata.json').processing.quality)
      expect((await readCertificate(output))!.gathers).toEqual((await readCertificate(clean))!.gathers)
    }
  })

  it('says of each gather what was measured of it', async () => {
    const noiseWhiteness = ({ index }: { index: number }) => (index === 1 ? null : 1 - index / 10)
    const leakage = async ({ index }: { index: number }) => index / 10
    const { output } = await run({ measures: { leakage, noiseWhiteness } })
    const expected = [0, 1, 2, 3].map((index) => noiseWhiteness({ index }))
    const { quality } = json(output, 'metadata.json').processing
    expect(quality).toMatchObject({ leakage: [0, 0.1, 0.2, 0.3], noise_whiteness: expected })
    expect((await readCertificate(output))!.gathers.map((gather) => gather.noiseWhiteness)).toEqual(expected)
    const unmeasured = json((await run()).output, 'metadata.json').processing.quality
    expect([unmeasured.leakage, unmeasured.noise_whiteness]).toEqual([undefined, undefined])
  })

  it('certifies every chunk, and verify finds each one that was changed', async () => {
    const { output } = await run()
    const certificate = (await readCertificate(output))!
    expect(Object.keys(certificate.chunks)).toHaveLength(12)
    expect(certificate.counts).toMatchObject({ gathers: 4, traces: 30, samples: 6, chunks: 12, chunkBytes: 12 * 160 })
    expect(await verifyOutput(output)).toMatchObject({ chunks: 12, faults: [] })
    output.files.get('traces.zarr/1.1')![3]! ^= 1
    output.files.delete('noise.zarr/0.0')
    output.files.set('noise.zarr/0.1', new Uint8Array(5))
    const faults = (await verifyOutput(output)).faults.map(({ path, fault }) => `${path} ${fault}`)
    expect(faults.sort()).toEqual(['noise.zarr/0.0 missing', 'noise.zarr/0.1 length', 'traces.zarr/1.1 digest'])
  })

  it('says in its report what it was made from, by what, and what that took', async () => {
    const { output } = await run()
    const report = await readOutputReport(output)
    expect(report).toMatchObject({ name: output.name, inputName: 'input', request, counts: { gathers: 4, chunks: 12 } })
    expect(report).toMatchObject({ estimate: null, run: { chunksWritten: 12, chunksReused: 0, bound: 'starting' } })
    expect(report.run?.course?.traces.at(-1)).toBe(30)
    expect(report.gathers.map(({ gather }) => gather)).toEqual([0, 1, 2, 3])
    expect(report.recipeDigest).toMatch(/^[\da-f]{64}$/)
    expect(Date.parse(report.startedAt!)).toBeLessThanOrEqual(Date.parse(report.finishedAt))
    output.files.delete('_SUCCESS.json')
    await expect(readOutputReport(output)).rejects.toMatchObject({ code: 'not-found' })
  })

  it('puts header rows in the new order after a sort, keeping the types of columns', async () => {
    const { output } = await run({ change: { sort: [{ header: 'offset', descending: true }] } })
    const headers = await rows(output, 'headers.parquet')
    const order = SPANS.flatMap(([a, b]) =>
      Array.from({ length: b - a }, (_, i) => a + i).sort((p, q) => offset[q]! - offset[p]! || p - q),
    )
    expect(headers.map((row) => Number(row['original_trace_index']))).toEqual(order)
    expect(headers.map((row) => Number(row['trace_index']))).toEqual(Array.from({ length: 30 }, (_, i) => i))
    expect(headers.map((row) => row['line'])).toEqual(order.map((i) => `L${i}`))
    expect(headers.map((row) => row['offset'])).toEqual(order.map((i) => offset[i]))
    const types = (folder: MemoryFolder) =>
      parquetMetadata(folder.files.get('headers.parquet')!.slice().buffer).schema.map(({ name, type }) => [name, type])
    expect(types(output).slice(1, 5)).toEqual(types(newInput()).slice(1))
    expect(output.files.get('ensemble_index.parquet')).toEqual(newInput().files.get('ensemble_index.parquet'))
    const first = new Float32Array(output.files.get('traces.zarr/0.0')!.slice().buffer).slice(0, 10)
    expect([...first]).toEqual(order.slice(0, 10).map(inputTrace))
  })

  it('writes a range of gathers as a dataset of its own', async () => {
    const { output } = await run({ change: { startGather: 1, endGather: 3 } })
    expect(json(output, 'traces.zarr/.zarray').shape).toEqual([6, 15])
    expect(json(output, 'metadata.json')).toMatchObject({ shape: [6, 15], n_traces: 15, n_gathers: 2, sample_rate: 2 })
    const index = await rows(output, 'ensemble_index.parquet')
    expect(index.map((row) => Object.values(row).map(Number))).toEqual([
      [0, 0, 5, 6, 12],
      [1, 6, 14, 9, 13],
    ])
    const headers = await rows(output, 'headers.parquet')
    expect(headers.map((row) => row['line'])).toEqual(Array.from({ length: 15 }, (_, i) => `L${i + 7}`))
  })

  it('goes on after a failure of any write, and ends with the same bytes', async () => {
    const clean = chunksOf((await run()).output)
    for (let failing = 1; failing <= 16; failing++) {
      let writes = 0
      const output = new MemoryFolder('output', {
        beforeCall: (operation) => {
          if (operation !== 'write') return
          writes += 1
          if (writes >= failing) throw new SeisError('no-space', 'The disk is full')
        },
      })
      await expect(run({ output })).rejects.toMatchObject({ code: 'no-space' })
      expect(await readCertificate(output)).toBeUndefined()
      output.beforeCall = undefined
      const { report } = await run({ output })
      expect(chunksOf(output)).toEqual(clean)
      expect(report.chunksWritten + report.chunksReused).toBe(12)
      expect((await readCertificate(output))!.gathers).toHaveLength(4)
      expect((await verifyOutput(output)).faults).toEqual([])
    }
  })

  it('computes nothing again when all is there, and only what was damaged otherwise', async () => {
    const { output } = await run()
    const again = await run({ output })
    expect(again.report).toMatchObject({ chunksWritten: 0, chunksReused: 12, state: 'done' })
    expect(again.engine.gathersProcessed).toEqual([])
    const writes = output.calls.filter(({ operation }) => operation === 'write').length
    expect(writes).toBe(new Set(output.calls.filter((c) => c.operation === 'write').map(({ path }) => path)).size)
    output.files.get('noise.zarr/0.0')![0]! ^= 1
    const repaired = await run({ output })
    expect(repaired.report).toMatchObject({ chunksWritten: 1, chunksReused: 11 })
    expect(repaired.engine.gathersProcessed).toEqual([0, 1])
    expect(json(output, 'metadata.json').processing.input.read.files['metadata.json'].bytes).toBeGreaterThan(0)
    output.files.delete('headers.parquet')
    expect((await run({ output })).report).toMatchObject({ chunksWritten: 0, chunksReused: 12 })
    expect((await verifyOutput(output)).faults).toEqual([])
  })

  it('goes on with no input but the one that it began with', async () => {
    const output = new MemoryFolder('output', {
      beforeCall: (operation, path) => {
        if (operation === 'write' && path.endsWith('0.2')) throw new SeisError('no-space', 'The disk is full')
      },
    })
    await expect(run({ output })).rejects.toMatchObject({ code: 'no-space' })
    output.beforeCall = undefined
    const changed = newInput()
    changed.files.set('metadata.json', new TextEncoder().encode(JSON.stringify({ ...metadata, edited: 1 })))
    const where = 'input/metadata.json'
    for (const _ of [1, 2])
      await expect(run({ output, input: changed })).rejects.toMatchObject({ code: 'bad-input', where })
    expect(await readCertificate(output)).toBeUndefined()
  })

  it('refuses an output that is not empty or has other words, and replaces it only when told', async () => {
    const { output } = await run()
    const other = { change: { write: 'noise' } } as const
    await expect(run({ output, ...other })).rejects.toMatchObject({ code: 'conflict' })
    output.files.set('mine.txt', new Uint8Array(3))
    await run({ output, ...other, overwrite: true })
    expect(output.files.has('traces.zarr/.zarray')).toBe(false)
    expect(output.files.has('mine.txt')).toBe(true)
    const foreign = new MemoryFolder('output', { files: { 'mine.txt': new Uint8Array(3) } })
    await expect(run({ output: foreign })).rejects.toMatchObject({ code: 'conflict' })
    expect([...foreign.files.keys()]).toEqual(['mine.txt'])
  })

  it('notices a disk that does not give back what it was given', async () => {
    const output = new MemoryFolder('output')
    const write = output.write.bind(output)
    output.write = async (path, bytes, options) => {
      await write(path, bytes, options)
      if (path === 'traces.zarr/0.1') output.files.get(path)![0]! ^= 1
    }
    await expect(run({ output })).rejects.toMatchObject({ code: 'corrupt-chunk', fields: { path: 'traces.zarr/0.1' } })
    expect(await readCertificate(output)).toBeUndefined()
  })
})

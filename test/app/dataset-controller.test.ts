// Plan: opening shows the first gather and the favoured header; stepping is clamped to the dataset; a burst of steps
// reads the first and the last; the next gather in the direction of travel is
// read ahead when nothing else is to be done; a gather that cannot be read leaves the dataset open, blank and with a reason; a dataset that
// cannot be opened ends in the error phase with its words; closing while opening drops the late dataset; a header
// that fails is said as long as its dataset is open; of one still being written, what is there is read; words come no faster than
// they are read; from the benchmark, opening and closing lead to where their result is.
import { expect, test } from 'vitest'
import { createDatasetController, type OpenSource } from '../../src/app/dataset-controller.ts'
import type { BrowsedSource, DatasetInfo } from '../../src/core/dataset.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import type { DatasetLocation } from '../../src/data/location.ts'
import { createStores, type Stores } from '../../src/state/stores.ts'
import { placementOf, placesInForce } from '../../src/state/trace-placement.ts'

const TRACES_A_GATHER = 4
const BROKEN_GATHER = 3

const info: DatasetInfo = {
  name: 'line',
  form: 'folder',
  nSamples: 5,
  nTraces: 6 * TRACES_A_GATHER,
  sampleIntervalMs: 4,
  array: {
    path: 'traces.zarr',
    zarrFormat: 2,
    dtype: '<f4',
    axes: 'sample-trace',
    chunkSamples: 5,
    chunkTraces: 10,
    shardTraces: null,
    codecs: [],
    fillValue: 0,
  },
  gathers: {
    nGathers: 6,
    startTrace: Float64Array.from({ length: 6 }, (_, i) => i * TRACES_A_GATHER),
    endTrace: Float64Array.from({ length: 6 }, (_, i) => (i + 1) * TRACES_A_GATHER),
    keys: {},
    origin: 'index',
  },
  headerNames: ['trace_index', 'offset'],
  metadata: null,
  completeness: 'foreign',
  problems: [],
}

interface FakeSource extends BrowsedSource {
  readonly reads: number[]
  readonly readsAhead: number[]
  isClosed: boolean
}

function fakeSource(): FakeSource {
  const source: FakeSource = {
    info,
    reads: [],
    readsAhead: [],
    isClosed: false,
    async readGather(index): Promise<Gather> {
      source.reads.push(index)
      await Promise.resolve()
      if (index === BROKEN_GATHER) throw new SeisError('corrupt-chunk', 'Chunk 0.1 is 12 bytes short')
      return {
        index,
        startTrace: index * TRACES_A_GATHER,
        sampleIntervalMs: info.sampleIntervalMs,
        nSamples: info.nSamples,
        nTraces: TRACES_A_GATHER,
        samples: new Float32Array(info.nSamples * TRACES_A_GATHER),
        missingChunks: [],
      }
    },
    readRms: async () => 1,
    readAhead: async (index) => void source.readsAhead.push(index),
    readHeader: async (_name, span) => Float64Array.from({ length: TRACES_A_GATHER }, (_, i) => span!.startTrace + i),
    readCounts: () => ({
      chunksRead: 0,
      chunksDecoded: 0,
      cacheHits: 0,
      bytesRead: 0,
      bytesCopied: 0,
      readSeconds: 0,
      decodeSeconds: 0,
      chunksReading: 0,
      chunksDecoding: 0,
    }),
    async close() {
      source.isClosed = true
    },
  }
  return source
}

const somewhere: DatasetLocation = { kind: 'http', url: 'http://localhost/line' }

function setUp(openSource: OpenSource): {
  stores: Stores
  shown: (number | null)[]
  datasets: ReturnType<typeof createDatasetController>
} {
  const stores = createStores()
  const shown: (number | null)[] = []
  const datasets = createDatasetController(stores, openSource, (gather) => shown.push(gather?.index ?? null))
  return { stores, shown, datasets }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5))

async function opened(): Promise<ReturnType<typeof setUp> & { source: FakeSource }> {
  const source = fakeSource()
  const parts = setUp(async () => source)
  parts.datasets.open(async () => somewhere)
  await settle()
  return { ...parts, source }
}

test('opening shows the first gather and the header that users look for first', async () => {
  const { stores, shown } = await opened()
  expect(stores.session.getState().phase).toBe('ready')
  expect(shown.at(-1)).toBe(0)
  expect(stores.gather.getState()).toMatchObject({ index: 0, headerName: 'offset', nTraces: TRACES_A_GATHER })
  expect([...(stores.gather.getState().headerValues ?? [])]).toEqual([0, 1, 2, 3])
  expect(stores.batch.getState().form).toMatchObject({ startGather: 0, endGather: 6 })
})

test('the header places the traces of its own gather, and no longer when it is taken away', async () => {
  const { stores, datasets } = await opened()
  const placementNow = () => placementOf(stores.gather.getState().placement, stores.gather.getState())
  const inForce = (isTrueSpacing: boolean) => placesInForce({ isTrueSpacing }, stores.gather.getState())
  expect([...(inForce(true)?.starts ?? [])]).toEqual([0, 1, 2, 3])
  expect(inForce(false)).toBeNull()
  datasets.goToGather(2)
  expect(placementNow(), 'the gather before stays until the next one is there').not.toBeNull()
  await settle()
  expect(placementNow()).toMatchObject({ startTrace: 8, nTraces: TRACES_A_GATHER })
  expect(placementOf(placementNow(), { startTrace: 0, nTraces: TRACES_A_GATHER })).toBeNull()
  datasets.setHeaderShown(null)
  expect(inForce(true)).toBeNull()
})

test('stepping is clamped to the dataset', async () => {
  const { stores, datasets } = await opened()
  datasets.goToGather(99)
  await settle()
  expect(stores.gather.getState().index).toBe(5)
  datasets.goToGather(-1)
  await settle()
  expect(stores.gather.getState().index).toBe(0)
})

test('a burst of steps reads only what could be shown', async () => {
  const { datasets, source, shown } = await opened()
  for (const index of [1, 2, 4, 5]) datasets.goToGather(index)
  await settle()
  expect(source.reads).toEqual([0, 1, 5])
  expect(shown.at(-1)).toBe(5)
})

test('the next gather on the way is read ahead, once there is rest', async () => {
  const { datasets, source, stores } = await opened()
  const rest = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 150))
  await rest()
  expect(source.readsAhead).toEqual([1])
  stores.result.setState({ isRunning: true })
  for (const index of [2, 4]) {
    datasets.goToGather(index)
    await settle()
  }
  await rest()
  expect(source.readsAhead).toEqual([1])
  stores.result.setState({ isRunning: false })
  await settle()
  expect(source.readsAhead).toEqual([1, 5])
  datasets.step(-2)
  await rest()
  expect(source.readsAhead).toEqual([1, 5, 1])
  datasets.goToGather(0)
  await rest()
  expect([source.reads, source.readsAhead]).toEqual([
    [0, 2, 4, 2, 0],
    [1, 5, 1],
  ])
})

test('a gather that cannot be read leaves the dataset open and says why', async () => {
  const { stores, datasets, shown } = await opened()
  datasets.goToGather(BROKEN_GATHER)
  await settle()
  expect(shown.at(-1)).toBeNull()
  expect(stores.session.getState().phase).toBe('ready')
  expect(stores.gather.getState().error?.message).toBe('Chunk 0.1 is 12 bytes short')
  datasets.goToGather(4)
  await settle()
  expect(stores.gather.getState()).toMatchObject({ index: 4, error: null })
})

test('a dataset that cannot be opened ends with its error', async () => {
  const { stores, datasets } = setUp(async () => {
    throw new SeisError('bad-input', 'Rows 3 and 4 overlap', { where: 'ensemble_index.parquet' })
  })
  datasets.open(async () => somewhere)
  await settle()
  expect(stores.session.getState()).toMatchObject({
    phase: 'error',
    error: { message: 'Rows 3 and 4 overlap', where: 'ensemble_index.parquet' },
  })
})

test('opening, failing to open and closing leave the benchmark', async () => {
  const { stores, datasets } = setUp(async () => fakeSource())
  const fromBenchmark = async (act: () => void): Promise<string> => {
    stores.session.setState({ workspace: 'benchmark' })
    act()
    await settle()
    return `${stores.session.getState().phase}, ${stores.session.getState().workspace}`
  }
  expect(await fromBenchmark(() => datasets.open(async () => null))).toBe('start, benchmark')
  expect(await fromBenchmark(() => datasets.open(async () => somewhere))).toBe('ready, tune')
  expect(await fromBenchmark(() => datasets.close())).toBe('start, tune')
  const refuse = (): Promise<DatasetLocation> => Promise.reject(new SeisError('permission', 'The browser refuses'))
  expect(await fromBenchmark(() => datasets.open(refuse))).toBe('error, tune')
})

test('a dataset that arrives after it was closed is let go', async () => {
  const source = fakeSource()
  let arrive = (_: BrowsedSource): void => {}
  const { stores, datasets } = setUp(() => new Promise((resolve) => (arrive = resolve)))
  datasets.open(async () => somewhere)
  await settle()
  datasets.close()
  arrive(source)
  await settle()
  expect(source.isClosed).toBe(true)
  expect(stores.session.getState()).toMatchObject({ phase: 'start', dataset: null })
})

test('headers that cannot be read are said while the dataset is open, and not after it was closed', async () => {
  for (const closesFirst of [false, true]) {
    const source = fakeSource()
    let fail: (error: Error) => void = () => {}
    source.readHeader = () => new Promise((_, reject) => (fail = reject))
    const { stores, datasets } = setUp(async () => source)
    datasets.open(async () => somewhere)
    await settle()
    if (closesFirst) datasets.close()
    fail(new SeisError('bad-input', 'No header rows'))
    await settle()
    expect(stores.session.getState().notice?.message ?? null).toBe(closesFirst ? null : 'No header rows')
  }
})

test('while samples are being written, gathers that are there are read, and the dataset is nowhere yet', async () => {
  for (const fails of [false, true]) {
    const source = fakeSource()
    const { stores, shown, datasets } = setUp(async () => source)
    let end = (_?: Promise<never>): void => {}
    const whole = new Promise<void>((resolve) => (end = resolve))
    let reach = (): void => {}
    const first = new Promise<void>((resolve) => (reach = resolve))
    const until = (endTrace: number) => (endTrace <= 2 * TRACES_A_GATHER ? first : whole)
    datasets.open(async () => somewhere, { writing: () => ({ whole, until }) })
    await settle()
    expect([stores.session.getState().phase, source.reads, datasets.location()]).toEqual(['ready', [], null])
    reach()
    await settle()
    const late = datasets.readGather(2).catch(() => null)
    const level = datasets.readRms(5, new AbortController().signal).catch(() => null)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect([shown.at(-1), source.reads, source.readsAhead, datasets.location()]).toEqual([0, [0], [], null])
    end(fails ? Promise.reject(new SeisError('no-space', 'The disk is full')) : undefined)
    expect((await late)?.index).toBe(fails ? undefined : 2)
    expect(await level).toBe(fails ? null : 1)
    await new Promise((resolve) => setTimeout(resolve, 150))
    const { phase, error } = stores.session.getState()
    expect([phase, error?.message, source.isClosed, source.readsAhead, datasets.location()]).toEqual(
      fails ? ['error', 'The disk is full', true, [], null] : ['ready', undefined, false, [1], somewhere],
    )
  }
})

test('words that come faster than one can read are left out, and none comes after the dataset', async () => {
  const words: string[] = []
  const { stores, datasets } = setUp(async (_, { onProgress }) => {
    for (let part = 0; part < 20; part++) onProgress(`part ${part}`)
    return fakeSource()
  })
  stores.session.subscribe(({ openingText }) => words.push(openingText))
  datasets.open(async (onProgress) => {
    stores.session.setState({ phase: 'opening' })
    onProgress('looking')
    return somewhere
  })
  await settle()
  expect(words.filter((word) => word.startsWith('part'))).toEqual([])
  expect(words).toContain('looking')
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(stores.session.getState()).toMatchObject({ phase: 'ready', openingText: '' })
})

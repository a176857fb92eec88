/** Opening and closing datasets, stepping through gathers, and the header shown above them. */
import type { BrowsedSource } from '../core/dataset.ts'
import { asSeisError, isSeisError, SeisError, toWire } from '../core/errors.ts'
import type { Gather, TraceHeaders } from '../core/gather.ts'
import { NO_BAD_SAMPLES } from '../core/gather.ts'
import type { DatasetLocation } from '../data/location.ts'
import { placeTraces } from '../panels/trace-places.ts'
import { readTraceHeaders } from '../pipeline/trace-headers.ts'
import { freshRun } from '../state/batch.ts'
import { gatherAt, orderBy } from '../state/gather-order.ts'
import type { Stores } from '../state/stores.ts'
import type { Writing } from '../workers/demo-client.ts'
import { atIntervals } from './at-intervals.ts'
import { firstTraceValues, gatherPositions } from './gather-positions.ts'
import { NewestWins } from './newest-wins.ts'
import { createNextGather } from './next-gather.ts'

export type OpenSource = (
  location: DatasetLocation,
  options: { signal: AbortSignal; onProgress: (text: string) => void },
) => Promise<BrowsedSource>

/** Finds what is to be opened, and says in words what that takes; null for nothing. */
export type Locate = (onProgress: (text: string) => void) => Promise<DatasetLocation | null>

export interface OpenChoices {
  /** Runs once the dataset is there and valid. */
  readonly onOpened?: () => Promise<void>
  readonly startGather?: number
  /** Samples that are still being written once all is located. Until they are there no such gather is read, and the dataset has no location. */
  readonly writing?: () => Writing | null
}

export interface DatasetController {
  /** Opens what `locate` resolves to. */
  open(locate: Locate, choices?: OpenChoices): void
  /** What was opened last, from the start: the folder may be back, the access allowed, the file repaired. */
  tryAgain(): void
  close(): void
  goToGather(index: number): void
  /** So many gathers further in the chosen order. */
  step(places: number): void
  scrubToGather(index: number): void
  setHeaderShown(name: string | null): void
  /** Root mean square of the live samples of a gather of the open dataset. */
  readRms(index: number, signal: AbortSignal): Promise<number>
  /** A header of each gather's first trace. */
  readHeaderKey(header: string): Promise<Float64Array>
  /** Finds where the gathers are, for the map of the batch. */
  findPositions(): void
  /** Of a gather of the open dataset. Rejects with bad-input where there is no such column. */
  readHeaders(gather: Gather, names: readonly string[]): Promise<TraceHeaders>
  /** Without showing it. */
  readGather(index: number): Promise<Gather>
  /** Where the open dataset came from, for the batch. */
  location(): DatasetLocation | null
}

/** The first of these that a dataset has is shown when it is opened. */
const FAVOURED_HEADERS = ['offset', 'OFFSET', 'Offset', 'cdp', 'trace_number', 'trace_in_field']

/** Words that change faster are not read, and each is a frame to draw. */
const WORDS_MS = 250

/** Thirty gathers a second. */
const SCRUB_MS = 1000 / 30

export function createDatasetController(
  stores: Stores,
  openSource: OpenSource,
  onGather: (gather: Gather | null) => void,
): DatasetController {
  let source: BrowsedSource | null = null
  let place: DatasetLocation | null = null
  let writing: Writing | null = null
  let opening: AbortController | null = null
  let lastOpen = (): void => {}
  let isFirstGather = true
  const gathers = new NewestWins<number>(loadGather)
  const headers = new NewestWins<null>(loadHeader)
  const next = createNextGather(stores)

  return {
    open,
    tryAgain: () => lastOpen(),
    close,
    goToGather,
    step,
    scrubToGather: atIntervals(SCRUB_MS, goToGather),
    setHeaderShown,
    readHeaders,
    readGather,
    readRms,
    readHeaderKey,
    findPositions,
    location: () => place,
  }

  function open(locate: Locate, choices: OpenChoices = {}): void {
    const { onOpened, startGather = 0 } = choices
    lastOpen = () => open(locate, choices)
    opening?.abort()
    const attempt = new AbortController()
    opening = attempt
    const onProgress = atIntervals(WORDS_MS, (openingText: string) => {
      const isOpening = opening === attempt && stores.session.getState().phase === 'opening'
      if (isOpening) stores.session.setState({ openingText })
    })
    void run().catch((error: unknown) => {
      if (opening !== attempt) return
      if (isSeisError(asSeisError(error), 'cancelled')) stores.session.setState({ phase: 'start', openingText: '' })
      else stores.session.setState({ phase: 'error', error: toWire(error), openingText: '', workspace: 'tune' })
    })

    async function run(): Promise<void> {
      const location = await locate(onProgress)
      if (location === null || opening !== attempt) return
      forgetSource()
      stores.session.setState({ phase: 'opening', error: null, notice: null, workspace: 'tune' })
      onProgress('Reading metadata')
      const opened = await openSource(location, { signal: attempt.signal, onProgress })
      if (opening !== attempt) return void opened.close()
      source = opened
      writing = choices.writing?.() ?? null
      place = writing === null ? location : null
      isFirstGather = true
      show(opened, startGather)
      if (writing !== null) await untilWhole(writing, opened)
      if (opening !== attempt) return
      place = location
      await onOpened?.()
    }

    async function untilWhole({ whole }: Writing, opened: BrowsedSource): Promise<void> {
      try {
        await whole
      } catch (error) {
        if (opening === attempt) forgetSource()
        throw error
      }
      if (source !== opened) return
      writing = null
      next.arrive(opened, stores.gather.getState().index)
    }
  }

  function show(opened: BrowsedSource, startGather: number): void {
    const { info } = opened
    const headerName = FAVOURED_HEADERS.find((name) => info.headerNames.includes(name)) ?? info.headerNames[0] ?? null
    stores.session.setState({ phase: 'ready', dataset: info, openingText: '', workspace: 'tune' })
    stores.gather.setState({
      index: 0,
      headerName,
      headerValues: null,
      placement: null,
      firstRead: null,
      error: null,
      clip: null,
    })
    stores.batch.setState((state) => ({
      form: { ...state.form, sort: [], startGather: 0, endGather: info.gathers.nGathers },
      ...freshRun(),
      output: null,
      jobs: [],
      positions: null,
      report: null,
    }))
    goToGather(startGather)
  }

  function close(): void {
    opening?.abort()
    opening = null
    forgetSource()
    stores.session.setState({ phase: 'start', dataset: null, error: null, openingText: '', workspace: 'tune' })
  }

  function forgetSource(): void {
    void source?.close()
    source = null
    place = null
    writing = null
    gathers.forget()
    onGather(null)
    stores.view.setState({ viewport: null, window: null, cursor: null, amplitudes: null })
  }

  function goToGather(index: number): void {
    if (source === null) return
    const { nGathers } = source.info.gathers
    if (nGathers === 0) return
    gathers.request(Math.min(nGathers - 1, Math.max(0, Math.round(index))))
  }

  function step(places: number): void {
    if (source === null) return
    const order = orderBy(source.info.gathers, stores.qc.getState())
    goToGather(gatherAt(order, stores.gather.getState().index, places))
  }

  async function loadGather(index: number): Promise<void> {
    const from = source
    if (from === null) return
    if (stores.gather.getState().index === index && !isFirstGather && stores.gather.getState().error === null) return
    next.leave(stores.gather.getState().index, index, isFirstGather)
    stores.gather.setState({ index, isLoading: true, error: null, headerValues: null })
    try {
      await untilWritten(index)
      const startMs = performance.now()
      const gather = await from.readGather(index)
      if (from !== source) return
      if (isFirstGather) {
        const seconds = (performance.now() - startMs) / 1000
        const { bytesRead } = from.readCounts()
        const isFromDrive = place?.kind !== 'http'
        stores.gather.setState({
          firstRead: { isFromDrive, seconds, bytesRead, bytesWanted: gather.samples.byteLength },
        })
      }
      isFirstGather = false
      stores.gather.setState({
        isLoading: false,
        nSamples: gather.nSamples,
        nTraces: gather.nTraces,
        startTrace: gather.startTrace,
        sampleIntervalMs: gather.sampleIntervalMs,
        missingChunks: gather.missingChunks,
        badSamples: NO_BAD_SAMPLES,
      })
      onGather(gather)
      headers.request(null)
      if (writing === null) next.arrive(from, index)
    } catch (error) {
      if (from !== source) return
      // Neither the picture nor the figures of the gather before may stand under this one's number.
      onGather(null)
      stores.gather.setState({ isLoading: false, error: toWire(error) })
    }
  }

  async function untilWritten(index: number): Promise<void> {
    await writing?.until(source?.info.gathers.endTrace[index] ?? 0)
  }

  function setHeaderShown(name: string | null): void {
    stores.gather.setState({ headerName: name, headerValues: null, ...(name === null && { placement: null }) })
    headers.request(null)
  }

  function findPositions(): void {
    const from = source
    if (from === null || stores.batch.getState().positions !== null) return
    gatherPositions(from).then(
      (positions) => from === source && stores.batch.setState({ positions }),
      (error: unknown) => from === source && stores.session.setState({ notice: toWire(error) }),
    )
  }

  async function readRms(index: number, signal: AbortSignal): Promise<number> {
    await untilWritten(index)
    if (source === null) throw new SeisError('cancelled', 'The dataset was closed')
    return source.readRms(index, { signal })
  }

  async function readHeaderKey(header: string): Promise<Float64Array> {
    if (source === null) throw new SeisError('cancelled', 'The dataset was closed')
    return firstTraceValues(source, header)
  }

  async function readHeaders({ index }: Gather, names: readonly string[]): Promise<TraceHeaders> {
    if (source === null) throw new SeisError('cancelled', 'The dataset was closed')
    return readTraceHeaders(source, names, index)
  }

  async function readGather(index: number): Promise<Gather> {
    await untilWritten(index)
    if (source === null) throw new SeisError('cancelled', 'The dataset was closed')
    return source.readGather(index)
  }

  async function loadHeader(): Promise<void> {
    const from = source
    const { headerName, startTrace, nTraces } = stores.gather.getState()
    if (from === null || headerName === null || nTraces === 0) return
    try {
      const values = await from.readHeader(headerName, { startTrace, endTrace: startTrace + nTraces })
      const now = stores.gather.getState()
      const isCurrent = from === source && now.headerName === headerName && now.startTrace === startTrace
      if (!isCurrent) return
      const placement = { startTrace, nTraces, places: placeTraces(values) }
      stores.gather.setState({ headerValues: values, placement })
    } catch (error) {
      if (from === source) stores.session.setState({ notice: toWire(error) })
    }
  }
}

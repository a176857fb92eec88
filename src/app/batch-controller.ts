/** The batch as the page drives it: a folder to write to, the run in its own worker, and its progress. */
import {
  type BatchCommand,
  type BatchEstimate,
  type BatchProgress,
  type BatchRequest,
  ORIGINAL_LAYOUT,
  type OutputLayout,
} from '../core/batch.ts'
import { asSeisError, SeisError, toWire } from '../core/errors.ts'
import type { DatasetLocation } from '../data/location.ts'
import { withProgress, workersFor } from '../state/batch.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { ErrorText } from '../state/session.ts'
import type { Stores } from '../state/stores.ts'
import { requirePermission } from './permission.ts'

export interface BatchJob {
  readonly input: DatasetLocation
  readonly output: FileSystemDirectoryHandle
  readonly request: BatchRequest
  /** Removes what an earlier run wrote to the output before it begins. */
  readonly overwrite: boolean
  readonly workers?: number
  readonly quotaBytes?: number
  readonly signal: AbortSignal
  onProgress(progress: BatchProgress): void
  /** Called with what takes commands while it runs. */
  onReady(command: (command: BatchCommand) => void): void
}

export interface BatchParts {
  /** Runs a batch to its end; rejects with `cancelled` when the signal fires. */
  readonly run: (job: BatchJob) => Promise<unknown>
  readonly estimate: (order: Pick<BatchJob, 'input' | 'request'>, signal: AbortSignal) => Promise<BatchEstimate>
  readonly pickFolder: () => Promise<FileSystemDirectoryHandle>
  /** A new folder in the browser's own storage. */
  readonly makeBrowserFolder: (name: string) => Promise<FileSystemDirectoryHandle>
  readonly input: () => DatasetLocation | null
}

export interface BatchController {
  /** The whole dataset as it is, in chunks that suit its gathers. */
  prepareRewrite(nGathers: number): void
  chooseOutput(): void
  useBrowserOutput(): void
  /** Runs a few gathers to say how long the batch takes; a newer wish ends it. */
  estimate(): void
  start(): void
  /** Starts in place of an earlier run whose output is in the folder. */
  startOver(): void
  pause(): void
  /** Asks for access to the folder again where that is what was missing. */
  goOn(): void
  cancel(): void
  reset(): void
  /** The folder chosen for the output. */
  output(): FileSystemDirectoryHandle | null
}

export function createBatchController(stores: Stores, parts: BatchParts): BatchController {
  const { batch } = stores
  let output: FileSystemDirectoryHandle | null = null
  let running: AbortController | null = null
  let command: (command: BatchCommand) => void = () => {}
  let estimating: AbortController | null = null

  return {
    prepareRewrite(nGathers) {
      batch.setState(({ form }) => {
        const layout: OutputLayout = { ...ORIGINAL_LAYOUT, ...form.layout, chunks: 'gathers' }
        return { form: { ...form, write: 'processed', sort: [], startGather: 0, endGather: nGathers, layout } }
      })
    },
    chooseOutput() {
      void choose('folder', async () => {
        const handle = await parts.pickFolder()
        await requirePermission(handle, 'readwrite')
        return handle
      })
    },
    useBrowserOutput() {
      const name = `${stores.session.getState().dataset?.name ?? 'dataset'}-denoised`
      void choose('browser', () => parts.makeBrowserFolder(name))
    },
    estimate: () => void estimate(),
    start() {
      if (running === null) void run(false)
    },
    startOver() {
      if (running === null) void run(true)
    },
    pause: () => command('pause'),
    goOn() {
      if (running !== null) void goOn()
    },
    cancel() {
      if (running === null) return
      batch.setState({ waiting: 'cancelling' })
      running.abort()
    },
    output: () => output,
    reset() {
      if (running !== null) return
      output = null
      batch.setState({
        output: null,
        progress: null,
        history: [],
        removed: new Float32Array(0),
        error: null,
        waiting: null,
      })
    },
  }

  async function choose(kind: 'folder' | 'browser', open: () => Promise<FileSystemDirectoryHandle>): Promise<void> {
    try {
      output = await open()
      batch.setState({ output: { kind, name: output.name }, error: null })
    } catch (error) {
      // Closing the picker is not an error.
      if (error instanceof DOMException && error.name === 'AbortError') return
      batch.setState({ error: toWire(asSeisError(error)) })
    }
  }

  async function estimate(): Promise<void> {
    const input = parts.input()
    if (input === null || running !== null) return
    estimating?.abort()
    const attempt = new AbortController()
    estimating = attempt
    const request = requested()
    batch.setState({ estimate: { request, figures: null }, error: null })
    try {
      refuseEmptyRange(request)
      const figures = await parts.estimate({ input, request }, attempt.signal)
      if (estimating === attempt) batch.setState({ estimate: { request, figures } })
    } catch (thrown) {
      if (estimating === attempt) batch.setState({ estimate: null, error: toWire(asSeisError(thrown)) })
    }
  }

  function requested(): BatchRequest {
    return { ...batch.getState().form, recipe: activeRecipe(stores.recipe.getState()) }
  }

  function speedFor({ startGather, endGather }: BatchRequest): Pick<BatchJob, 'workers' | 'quotaBytes'> {
    const { speed } = batch.getState()
    if (speed === null) return {}
    return { quotaBytes: speed.quotaBytes, workers: workersFor(speed, endGather - startGather) }
  }

  async function goOn(): Promise<void> {
    try {
      if (output !== null && batch.getState().output?.kind === 'folder') await requirePermission(output, 'readwrite')
      batch.setState({ error: null })
      command('go on')
    } catch (thrown) {
      batch.setState({ error: toWire(asSeisError(thrown)) })
    }
  }

  async function run(overwrite: boolean): Promise<void> {
    const input = parts.input()
    if (input === null || output === null) return
    const attempt = new AbortController()
    const request = requested()
    running = attempt
    estimating?.abort()
    batch.setState({ waiting: 'starting', progress: null, history: [], removed: new Float32Array(0), error: null })
    try {
      if (batch.getState().output?.kind === 'folder') await requirePermission(output, 'readwrite')
      refuseEmptyRange(request)
      await parts.run({
        input,
        output,
        request,
        overwrite,
        ...speedFor(request),
        signal: attempt.signal,
        onProgress: (progress) => batch.setState((state) => withProgress(state, progress)),
        onReady(take) {
          command = take
        },
      })
    } catch (thrown) {
      const error = asSeisError(thrown)
      if (error.code === 'conflict') batch.setState({ error: conflictText(error), progress: null, history: [] })
      else if (error.code !== 'cancelled') batch.setState({ error: toWire(error) })
    } finally {
      running = null
      command = () => {}
      batch.setState({ waiting: null })
    }
  }
}

/** Nothing was run and nothing touched; what to do is said in the words of the page. */
function conflictText(error: SeisError): ErrorText {
  const isEarlierRun = error.fields['isEarlierRun'] === true
  if (!isEarlierRun) return { ...toWire(error), todo: 'choose another folder' }
  return {
    ...toWire(error),
    message: 'This folder holds the output of a run with another recipe or other choices',
    todo: 'choose another folder, or overwrite what that run wrote',
  }
}

function refuseEmptyRange({ startGather, endGather }: BatchRequest): void {
  if (endGather > startGather) return
  throw new SeisError('bad-words', `Gathers ${startGather + 1} to ${endGather} are no gathers`, {
    todo: 'give a first gather that is not after the last',
  })
}

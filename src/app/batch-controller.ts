/** The batch as the page drives it: a folder to write to, the run in its own worker, and its progress. */
import {
  type BatchCommand,
  type BatchEstimate,
  type BatchProgress,
  type BatchReport,
  type BatchRequest,
  ORIGINAL_LAYOUT,
  type OutputLayout,
} from '../core/batch.ts'
import { asSeisError, SeisError, toWire } from '../core/errors.ts'
import type { OutputReport } from '../core/output-report.ts'
import type { Recipe } from '../core/recipe.ts'
import type { DatasetLocation } from '../data/location.ts'
import { freshRun, isRuleBlind, measuresLeakage, withProgress, workersFor } from '../state/batch.ts'
import { isSameRequest } from '../state/batch-jobs.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { ErrorText } from '../state/session.ts'
import type { Stores } from '../state/stores.ts'
import type { KeptJob } from './batch-jobs.ts'
import type { JobHistory } from './job-history.ts'
import { requirePermission } from './permission.ts'

export interface BatchJob {
  readonly input: DatasetLocation
  readonly output: FileSystemDirectoryHandle
  readonly request: BatchRequest
  /** Removes what an earlier run wrote to the output before it begins. */
  readonly overwrite: boolean
  /** What an estimate of it said. */
  readonly estimate?: BatchEstimate
  readonly workers?: number
  readonly quotaBytes?: number
  readonly signal: AbortSignal
  onProgress(progress: BatchProgress): void
  /** Called with what takes commands while it runs. */
  onReady(command: (command: BatchCommand) => void): void
}

export interface BatchParts {
  /** Runs a batch to its end; rejects with `cancelled` when the signal fires. */
  readonly run: (job: BatchJob) => Promise<Pick<BatchReport, 'state'>>
  readonly estimate: (order: Pick<BatchJob, 'input' | 'request'>, signal: AbortSignal) => Promise<BatchEstimate>
  readonly pickFolder: () => Promise<FileSystemDirectoryHandle>
  /** A new folder in the browser's own storage. */
  readonly makeBrowserFolder: (name: string) => Promise<FileSystemDirectoryHandle>
  readonly input: () => DatasetLocation | null
  readonly history: JobHistory
  /** Puts a recipe into the chain; rejects one that may not run any more. */
  readonly takeRecipe: (recipe: Recipe, label: string) => void
  /** What a finished output folder says of itself. */
  readonly readReport: (folder: FileSystemDirectoryHandle) => Promise<OutputReport>
  readonly pickFinished: () => Promise<FileSystemDirectoryHandle>
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
  /** Puts the words of an earlier job into the form. */
  takeJob(id: string): void
  /** Goes on with an earlier job where it stopped; asks for access to its folder again where that is needed. */
  resumeJob(id: string): void
  forgetJob(id: string): void
  /** Shows the report of the output that is chosen. */
  showReport(): void
  showReportOfJob(id: string): void
  /** Shows the report of a folder that is to be chosen. */
  openReport(): void
  closeReport(): void
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
      if (running === null) void run(decided(requested()), false)
    },
    startOver() {
      if (running === null) void run(decided(requested()), true)
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
      batch.setState({ ...freshRun(), output: null })
    },
    takeJob: (id) => void withJob(id, async (job) => take(job)),
    resumeJob: (id) =>
      void withJob(id, async (job) => {
        await requirePermission(job.folder, 'readwrite')
        take(job)
        output = job.folder
        batch.setState({ output: job.output })
        await run(job.request, false)
      }),
    forgetJob: (id) => void parts.history.forget(id).catch(sayWhy),
    showReport() {
      const folder = output
      if (folder !== null) void report(async () => folder)
    },
    showReportOfJob: (id) => void report(async () => (await parts.history.find(id))?.folder),
    openReport: () => void report(parts.pickFinished),
    closeReport: () => batch.setState({ report: null }),
  }

  async function report(find: () => Promise<FileSystemDirectoryHandle | undefined>): Promise<void> {
    try {
      const folder = await find()
      if (folder === undefined) return
      await requirePermission(folder, 'read')
      batch.setState({ report: await parts.readReport(folder), error: null })
    } catch (error) {
      if (!isClosedPicker(error)) sayWhy(error)
    }
  }

  async function withJob(id: string, use: (job: KeptJob) => Promise<void>): Promise<void> {
    if (running !== null) return
    try {
      const job = await parts.history.find(id)
      if (job !== undefined) await use(job)
    } catch (error) {
      sayWhy(error)
    }
  }

  function take({ request: { recipe, ...form } }: KeptJob): void {
    parts.takeRecipe(recipe, 'Recipe of an earlier job')
    output = null
    batch.setState({ ...freshRun(), form, output: null })
  }

  function sayWhy(error: unknown): void {
    batch.setState({ error: toWire(asSeisError(error)) })
  }

  async function choose(kind: 'folder' | 'browser', open: () => Promise<FileSystemDirectoryHandle>): Promise<void> {
    try {
      output = await open()
      batch.setState({ output: { kind, name: output.name }, error: null })
    } catch (error) {
      if (!isClosedPicker(error)) sayWhy(error)
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

  /** With what the page decides unasked. */
  function decided(request: BatchRequest): BatchRequest {
    return { ...request, withLeakage: measuresLeakage(request, knownEstimate(request)) }
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
      sayWhy(thrown)
    }
  }

  async function run(request: BatchRequest, overwrite: boolean): Promise<void> {
    const input = parts.input()
    const folder = output
    const choice = batch.getState().output
    if (input === null || folder === null || choice === null) return
    const attempt = new AbortController()
    running = attempt
    estimating?.abort()
    const estimate = knownEstimate(request)
    const record = parts.history.begin({ input, output: choice, folder, request, overwrite })
    let ended: Parameters<typeof record.end>[0] = 'failed'
    batch.setState({ ...freshRun(), ran: request, waiting: 'starting' })
    try {
      if (choice.kind === 'folder') await requirePermission(folder, 'readwrite')
      refuseEmptyRange(request)
      refuseBlindRule(request)
      const report = await parts.run({
        input,
        output: folder,
        request,
        overwrite,
        ...(estimate === null ? {} : { estimate }),
        ...speedFor(request),
        signal: attempt.signal,
        onProgress(progress) {
          batch.setState((state) => withProgress(state, progress))
          record.note(progress)
        },
        onReady(take) {
          command = take
        },
      })
      ended = report.state
    } catch (thrown) {
      const error = asSeisError(thrown)
      if (error.code === 'conflict') batch.setState({ error: conflictText(error), progress: null, history: [] })
      else if (error.code === 'cancelled') ended = 'cancelled'
      else batch.setState({ error: toWire(error) })
    } finally {
      running = null
      command = () => {}
      batch.setState({ waiting: null })
      await record.end(ended)
    }
  }

  /** What an estimate of these very words said. */
  function knownEstimate(request: BatchRequest): BatchEstimate | null {
    const { estimate } = batch.getState()
    return estimate !== null && isSameRequest(estimate.request, request) ? estimate.figures : null
  }
}

/** That is no error. */
function isClosedPicker(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
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

function refuseBlindRule(request: BatchRequest): void {
  if (!isRuleBlind(request)) return
  throw new SeisError('bad-words', 'The stop rule needs the leakage of each gather, which is not measured', {
    todo: 'measure it, or switch the rule off',
  })
}

function refuseEmptyRange({ startGather, endGather }: BatchRequest): void {
  if (endGather > startGather) return
  throw new SeisError('bad-words', `Gathers ${startGather + 1} to ${endGather} are no gathers`, {
    todo: 'give a first gather that is not after the last',
  })
}

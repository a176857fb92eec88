/** Joins the controllers into the one object through which the page acts. */
import { asSeisError, SeisError, toWire } from '../core/errors.ts'
import { RECIPE_FORMAT, type Recipe } from '../core/recipe.ts'
import type { InteractiveGpuEngine, MeasuringEngine } from '../engine/interactive.ts'
import type { PreviewEngine } from '../engine/preview.ts'
import { surfacesOn } from '../panels/panel-surface.ts'
import { parseRecipe } from '../processes/recipe.ts'
import { activeRecipe } from '../state/recipe.ts'
import { createRecipeEditor } from '../state/recipe-editor.ts'
import type { Stores } from '../state/stores.ts'
import { isAnyBatchRunning, isBatchRunning } from '../workers/output-lock.ts'
import type { NewVersion } from '../workers/page-versions.ts'
import type { WorkbenchActions } from './actions.ts'
import { type BatchParts, createBatchController } from './batch-controller.ts'
import { BatchJobs } from './batch-jobs.ts'
import { type BenchmarkParts, createBenchmarkController } from './benchmark-controller.ts'
import { BenchmarkRuns } from './benchmark-runs.ts'
import { createCompareActions } from './compare-controller.ts'
import { createDatasetController, type OpenSource } from './dataset-controller.ts'
import { demoToOpen, type OpenDemoFolder } from './demo-to-open.ts'
import { droppedLocation } from './dropped.ts'
import { inTurn } from './in-turn.ts'
import { createJobHistory } from './job-history.ts'
import { KeptPresets } from './kept-presets.ts'
import { KeptQcs, qcKeyOf } from './kept-qc.ts'
import { KeptTunings } from './kept-tunings.ts'
import {
  allowedLocation,
  canGoOnUnasked,
  forgetTab,
  keepSession,
  type LastSession,
  LastSessionStore,
  needsPermission,
} from './last-session.ts'
import { requirePermission } from './permission.ts'
import { createPickedController } from './picked-controller.ts'
import { createPresetsController } from './presets-controller.ts'
import { createPreviewController } from './preview-controller.ts'
import { createQcController } from './qc-controller.ts'
import { RecentFolders } from './recent-folders.ts'
import { listRecent } from './recent-list.ts'
import { createRecipeLinks } from './recipe-link-controller.ts'
import { recipeRules, startRecipe } from './recipe-rules.ts'
import { saveText } from './save-text.ts'
import { createSweepController } from './sweep-controller.ts'
import { createTuningController, type TuningParts } from './tuning-controller.ts'
import { createViewActions, restoreView } from './view-controller.ts'

export interface WorkbenchParts {
  readonly gpu: GPU | undefined
  readonly wantedEngine: 'auto' | 'webgpu' | 'cpu'
  readonly createGpuEngine: (gpu: GPU) => Promise<InteractiveGpuEngine>
  readonly createCpuEngine: () => Promise<MeasuringEngine>
  readonly openSource: OpenSource
  readonly runBatch: BatchParts['run']
  readonly estimateBatch: BatchParts['estimate']
  readonly readReport: BatchParts['readReport']
  readonly benchmark: Pick<BenchmarkParts, 'run' | 'askMachine'>
  readonly tune: TuningParts['run']
  readonly openDemoFolder: OpenDemoFolder
  readonly makeBrowserFolder: (name: string) => Promise<FileSystemDirectoryHandle>
  /** Calls back when a newer version of the page is ready to be shown. */
  readonly watchVersions: (onNewVersion: (version: NewVersion) => void) => Promise<void>
  readonly currentTheme: () => 'dark' | 'light'
  /** Calls back when the theme in force has changed. */
  readonly watchTheme: (onChange: () => void) => void
}

/** A device that is lost this often within a minute is not asked again: the CPU engine takes over. */
const MAX_LOSSES_A_MINUTE = 2

export function createWorkbench(stores: Stores, parts: WorkbenchParts): WorkbenchActions {
  const recent = new RecentFolders()
  const history = createJobHistory(stores, {
    jobs: new BatchJobs(),
    input: () => datasets.location(),
    isRunning: isBatchRunning,
    now: Date.now,
  })
  const preview = createPreviewController(stores, parts.currentTheme, (gather, names) =>
    datasets.readHeaders(gather, names),
  )
  const datasets = createDatasetController(stores, parts.openSource, (gather) => {
    if (gather === null) preview.clear()
    else preview.showGather(gather)
  })
  const qc = createQcController(stores, {
    readRms: datasets.readRms,
    readHeaderKey: datasets.readHeaderKey,
    kept: new KeptQcs(),
    keyOf: qcKeyOf,
    now: Date.now,
  })
  const editor = createRecipeEditor(stores.recipe, recipeRules)
  const links = createRecipeLinks(stores, editor)
  const userPresets = createPresetsController(stores, { keep: new KeptPresets(), editor, now: Date.now })
  const batch = createBatchController(stores, {
    run: parts.runBatch,
    estimate: parts.estimateBatch,
    pickFolder: () => pickFolder('readwrite'),
    makeBrowserFolder: parts.makeBrowserFolder,
    input: datasets.location,
    history,
    readReport: parts.readReport,
    pickFinished: () => pickFolder('read'),
    takeRecipe: (recipe, label) => editor.replaceRecipe(parseRecipe(recipe), label),
  })
  const benchmark = createBenchmarkController(stores, {
    ...parts.benchmark,
    runs: new BenchmarkRuns(),
    copyText: (text) => navigator.clipboard.writeText(text),
    saveText,
  })
  const lastSessions = new LastSessionStore()
  const tuning = createTuningController(stores, {
    run: parts.tune,
    input: datasets.location,
    kept: new KeptTunings(localStorage),
  })
  const onLoan = {
    borrow: inTurn(preview.borrow),
    readHeaders: datasets.readHeaders,
    readGather: datasets.readGather,
    currentTheme: parts.currentTheme,
  }
  const sweep = createSweepController(stores, { ...onLoan, editor })
  const picked = createPickedController(stores, onLoan)
  const lossTimes: number[] = []

  let newVersion: NewVersion | null = null

  parts.watchTheme(() => {
    preview.redraw()
    sweep.redraw()
    picked.redraw()
  })
  // A browser that keeps no files for the page, as in a private window, shows it all the same.
  parts.watchVersions(offerVersion).catch(() => undefined)
  restoreView(stores)
  loadStartRecipe()
  const isLinked = links.takeFromAddress()
  window.addEventListener('hashchange', links.takeFromAddress)
  keepSession(stores, lastSessions, datasets.location)
  lastSessions.get().then(offerLastSession).catch(sayThatItFailed)
  void startEngine(parts.wantedEngine)
  void refreshRecent()
  userPresets.refresh().catch(sayThatItFailed)

  const { replaceRecipe: _replace, markSaved: _mark, ...recipeActions } = editor
  return {
    ...recipeActions,
    ...createViewActions(stores, preview.readAmplitudes),
    ...createCompareActions(stores, editor),
    openPicker: () => openFolder(() => pickFolder('read')),
    openDropped(items) {
      const location = droppedLocation(items)
      datasets.open(() => location, { onOpened: remember })
    },
    openRecent: (id) =>
      openFolder(async () => {
        const folder = await recent.get(id)
        if (folder !== undefined) await requirePermission(folder.handle, 'read')
        return folder?.handle ?? null
      }),
    goOnWithLastSession: () => void lastSessions.get().then((session) => goOnWith(session), sayThatItFailed),
    forgetRecent: (id) => void recent.forget(id).then(refreshRecent, sayThatItFailed),
    openUrl: (url) => datasets.open(async () => ({ kind: 'http', url })),
    openDemo() {
      stores.session.setState({ phase: 'opening', openingText: '', workspace: 'tune' })
      datasets.open(...demoToOpen(parts.openDemoFolder))
    },
    tryOpenAgain: datasets.tryAgain,
    closeDataset() {
      datasets.close()
      forgetTab()
      void refreshRecent()
    },
    takeNewVersion: () => void takeNewVersion(),
    dismissNotice: () => stores.session.setState({ notice: null }),
    dismissRemark: () => stores.session.setState({ remark: null }),
    showWorkspace(workspace) {
      if (workspace === 'benchmark') benchmark.prepare()
      if (workspace === 'sweep') sweep.prepare()
      if (workspace === 'batch') void history.refresh().catch(sayThatItFailed)
      stores.session.setState({ workspace })
    },
    goToGather: datasets.goToGather,
    scrubToGather: datasets.scrubToGather,
    nextGather: () => datasets.step(1),
    previousGather: () => datasets.step(-1),
    firstGather: () => datasets.step(Number.NEGATIVE_INFINITY),
    lastGather: () => datasets.step(Number.POSITIVE_INFINITY),
    setHeaderShown: datasets.setHeaderShown,
    ...qc,
    saveRecipe() {
      const recipe = activeRecipe(stores.recipe.getState())
      saveText(`${recipe.name || 'recipe'}.json`, `${JSON.stringify(recipe, null, 2)}\n`)
      editor.markSaved()
    },
    loadRecipe: (file) => void loadRecipe(file),
    copyRecipeLink: links.copyRecipeLink,
    ...userPresets.actions,
    attachPanels: preview.attachPanels,
    attachImage: preview.attachImage,
    watchSpectrum: preview.watchSpectrum,
    watchPlane: preview.watchPlane,
    copyValues: (text) => void copyValues(text).catch(sayThatItFailed),
    resizePanels: preview.resizePanels,
    prepareRewrite() {
      const nGathers = stores.session.getState().dataset?.gathers.nGathers ?? 0
      editor.replaceRecipe({ format: RECIPE_FORMAT, name: '', steps: [] }, 'Rewrite dataset')
      batch.prepareRewrite(nGathers)
      stores.session.setState({ workspace: 'batch' })
    },
    setBatchForm: (form) => stores.batch.setState({ form }),
    chooseOutput: batch.chooseOutput,
    useBrowserOutput: batch.useBrowserOutput,
    estimateBatch: batch.estimate,
    startBatch: batch.start,
    overwriteOutput: batch.startOver,
    pauseBatch: batch.pause,
    goOnWithBatch: batch.goOn,
    cancelBatch: batch.cancel,
    openOutput() {
      const handle = batch.output()
      if (handle !== null) datasets.open(async () => ({ kind: 'folder', handle }))
    },
    resetBatch: batch.reset,
    takeJob: batch.takeJob,
    resumeJob: batch.resumeJob,
    forgetJob: batch.forgetJob,
    findPositions: datasets.findPositions,
    showReport: batch.showReport,
    showReportOfJob: batch.showReportOfJob,
    openReport: batch.openReport,
    closeReport: batch.closeReport,
    print: () => window.print(),
    ...sweep.actions,
    ...picked.actions,
    ...benchmark.actions,
    ...tuning,
  }

  function offerVersion(version: NewVersion): void {
    newVersion = version
    stores.session.setState({ newVersion: 'ready' })
  }

  async function takeNewVersion(): Promise<void> {
    if (await isAnyBatchRunning()) stores.session.setState({ newVersion: 'held' })
    else newVersion?.take()
  }

  async function offerLastSession(session: LastSession | null): Promise<void> {
    if (session === null || stores.session.getState().phase !== 'start') return
    if (await canGoOnUnasked(session)) return goOnWith(session, !isLinked)
    const { name, gather, recipe } = session
    const unfinished = { name, gather, recipeName: recipe.name, needsPermission: await needsPermission(session) }
    stores.session.setState({ unfinished })
  }

  function goOnWith(session: LastSession | null, takesRecipe = true): void {
    if (session === null) return
    const onOpened = async (): Promise<void> => {
      const { headerName, viewport, window = null, recipe, isEnabled } = session
      if (headerName !== null) datasets.setHeaderShown(headerName)
      stores.view.setState({ viewport, window })
      if (takesRecipe) restoreRecipe(recipe, isEnabled)
      await remember()
    }
    datasets.open(() => allowedLocation(session), { onOpened, startGather: session.gather })
  }

  /** What this version does not understand any more is said, and leaves the recipe that is there. */
  function restoreRecipe(recipe: Recipe, isEnabled: readonly boolean[]): void {
    try {
      editor.replaceRecipe(parseRecipe(recipe), 'Last session')
      const items = stores.recipe.getState().items.map((item, i) => ({ ...item, isEnabled: isEnabled[i] ?? true }))
      stores.recipe.setState({ items, savedItems: items, past: [] })
    } catch (error) {
      sayThatItFailed(error)
    }
  }

  async function copyValues(text: string): Promise<void> {
    await navigator.clipboard.writeText(text)
    stores.session.setState({ remark: 'Values at the cursor copied.' })
  }

  function openFolder(pick: () => Promise<FileSystemDirectoryHandle | null>): void {
    datasets.open(
      async () => {
        const handle = await ignoreClosedPicker(pick())
        return handle === null ? null : { kind: 'folder', handle }
      },
      { onOpened: remember },
    )
  }

  async function remember(): Promise<void> {
    const location = datasets.location()
    const nGathers = stores.session.getState().dataset?.gathers.nGathers ?? 0
    // The dataset is open whether or not it can be remembered.
    if (location?.kind === 'folder') await recent.remember(location.handle, nGathers).catch(sayThatItFailed)
  }

  async function refreshRecent(): Promise<void> {
    await listRecent(recent).then((entries) => stores.session.setState({ recent: entries }), sayThatItFailed)
  }

  function sayThatItFailed(error: unknown): void {
    stores.session.setState({ notice: toWire(error) })
  }

  async function startEngine(wanted: WorkbenchParts['wantedEngine']): Promise<void> {
    try {
      // With all that computes: the page is there before it.
      const { openPreview } = await import('../engine/preview.ts')
      const { engine, gpu } = await openPreview({ ...parts, wanted })
      stores.session.setState({ engine: engine.info, gpu })
      preview.setEngine({ engine, createSurface: await surfacesOn(engine.device) })
      void engine.lost.then(() => recover(engine))
    } catch (error) {
      stores.session.setState({ notice: toWire(asSeisError(error)) })
      if (wanted === 'webgpu') await startEngine('cpu')
    }
  }

  /** The gather, the recipe and the view are all in memory: a new device shows the same picture again. */
  async function recover(lost: PreviewEngine): Promise<void> {
    preview.setEngine(null)
    void lost.close()
    const now = performance.now()
    lossTimes.push(now)
    const losses = lossTimes.filter((time) => now - time < 60_000).length
    const gather = stores.gather.getState().index + 1
    const givesUp = losses >= MAX_LOSSES_A_MINUTE
    stores.session.setState({
      notice: {
        code: 'gpu',
        message: givesUp ? 'The GPU was reset twice in a minute.' : 'The GPU was reset by the system.',
        where: '',
        todo: givesUp
          ? 'The CPU engine goes on; results do not change.'
          : `Work restarted on gather ${gather}; nothing was lost.`,
        fields: {},
      },
    })
    await startEngine(givesUp ? 'cpu' : parts.wantedEngine)
  }

  async function loadRecipe(file: File): Promise<void> {
    try {
      const recipe = parseRecipe(recipeFileJson(await file.text()))
      editor.replaceRecipe(recipe, `Load ${file.name}`)
      editor.markSaved()
    } catch (error) {
      const { where, ...rest } = toWire(error)
      const place = [file.name, where].filter((part) => part !== '').join(', ')
      stores.session.setState({ notice: { ...rest, where: place } })
    }
  }

  function loadStartRecipe(): void {
    const recipe: Recipe = startRecipe
    editor.replaceRecipe(recipe, 'Start')
    stores.recipe.setState({ past: [] })
  }
}

function recipeFileJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SeisError('bad-recipe', 'This file is not JSON', {
      todo: 'load a file that Save recipe wrote, or choose a preset',
      cause,
    })
  }
}

async function pickFolder(mode: 'read' | 'readwrite'): Promise<FileSystemDirectoryHandle> {
  if (!('showDirectoryPicker' in window)) {
    throw new SeisError('unsupported', 'This browser cannot open folders', {
      todo: 'use Chrome or Edge, 121 or newer. The demo opens here as well',
    })
  }
  return window.showDirectoryPicker({ id: mode === 'read' ? 'dataset' : 'output', mode })
}

/** A picker that was closed gives null; anything else that went wrong is thrown on. */
async function ignoreClosedPicker<T>(picked: Promise<T | null>): Promise<T | null> {
  try {
    return await picked
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') return null
    throw error
  }
}

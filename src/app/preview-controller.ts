/**
 * Tuning: the gather on the screen, the recipe in hand, and the three panels. A change of gather or recipe asks for
 * a run (the newest wins); a change of the view only draws again.
 */
import { asSeisError, toWire } from '../core/errors.ts'
import type { Gather, TraceBlock } from '../core/gather.ts'
import { NO_MEASURES } from '../core/measures.ts'
import { RECIPE_FORMAT, type Recipe } from '../core/recipe.ts'
import type { PreviewEngine, PreviewRun } from '../engine/preview.ts'
import { percentileClip, sortedAmplitudes } from '../panels/amplitude.ts'
import { type GainField, gainField } from '../panels/gain.ts'
import type { CreateSurface, PanelCanvases, PanelSurface } from '../panels/panel-surface.ts'
import { headersNeededBy } from '../processes/recipe.ts'
import { activeItems, activeRecipe, type ChainItem } from '../state/recipe.ts'
import { byStep, NO_RESULT } from '../state/result.ts'
import type { Stores } from '../state/stores.ts'
import { colourMapOf, DISPLAY_GAINS } from '../state/view.ts'
import { afterFrames } from './after-frames.ts'
import { createAnalyses } from './analyses.ts'
import { createRecipeA } from './compare-controller.ts'
import type { DrawnEngine, Loan } from './drawn-engine.ts'
import { createGatherLoader, type ReadHeaders } from './gather-loader.ts'
import { isLate } from './is-late.ts'
import { NewestWins } from './newest-wins.ts'
import { createShownRange } from './shown-range.ts'
import { wiggleStyle } from './wiggle-style.ts'

export interface PreviewController {
  /** Another engine shows the gather again; null while there is none, and the last picture stays. */
  setEngine(next: DrawnEngine | null): void
  showGather(gather: Gather): void
  attachPanels(canvases: PanelCanvases | null): void
  attachImage(canvas: HTMLCanvasElement | null): void
  /** Spectra and planes are computed while they are looked at. */
  watchSpectrum(isWatched: boolean): void
  watchPlane(isWatched: boolean): void
  resizePanels(width: number, height: number, devicePixelRatio: number): void
  /** Draws again with the colours of the theme in force. */
  redraw(): void
  /** Fills in the amplitudes under the cursor. */
  readAmplitudes(): void
  /**
   * Hands the engine out once the run in hand is over, unless there is none. Until `work` has ended, which it must without
   * an error, nothing else runs; then the gather is shown anew. One loan at a time.
   */
  borrow(work: (loan: Loan) => Promise<void>): Promise<void>
  /** Forgets the gather; the panels go blank. */
  clear(): void
}

/** What of the view is in the picture; the cursor and its amplitudes lie over it, and move far more often. */
const PICTURE_FACTS = [
  'viewport',
  'noiseGain',
  'colourMap',
  'isReversed',
  'wiggle',
  'isSmooth',
  'isTrueSpacing',
  'layout',
  'theme',
] as const

const NO_STEPS: Recipe = { format: RECIPE_FORMAT, name: '', steps: [] }

/** Without a run: the gather as it is, in all panels. */
type Shown = { readonly gather: Gather; readonly samples: PreviewRun['samples']; readonly run: PreviewRun | null }

interface RunRequest {
  readonly gather: Gather
  readonly engine: PreviewEngine
  readonly since: number
}

type MeasureRequest = { readonly request: RunRequest; readonly run: PreviewRun }

export function createPreviewController(
  stores: Stores,
  currentTheme: () => 'dark' | 'light',
  readHeaders: ReadHeaders,
): PreviewController {
  let engine: PreviewEngine | null = null
  let createSurface: CreateSurface | null = null
  let gather: Gather | null = null
  let shown: Shown | null = null
  let canvases: PanelCanvases | null = null
  let surface: PanelSurface | null = null
  let gain: GainField | null = null
  let sorted = new Float32Array(0)
  let pixelRatio = 1
  /** Of the run in hand. */
  let inHand = new AbortController()
  let isComputing = false
  let isDrawQueued = false
  let hasPicture = false
  let isLent = false
  /** What the last run left may be gone: the picture stays as it is until the next one. */
  let isGone = false
  let lastRecipe = ''

  const loader = createGatherLoader(readHeaders)
  const range = createShownRange(stores, () => shown?.gather ?? null, queueDraw)
  const analyses = createAnalyses(stores, range.of)
  const recipeA = createRecipeA(stores)
  const runs = new NewestWins<RunRequest>(runOnce)
  const measures = new NewestWins<MeasureRequest>(measureOnce)
  const amplitudes = new NewestWins<null>(readOnce)

  stores.recipe.subscribe((state, before) => {
    const recipe = JSON.stringify(activeRecipe(state).steps)
    if (recipe !== lastRecipe) {
      lastRecipe = recipe
      // A change must be seen.
      if (stores.compare.getState().wanted === 'a') stores.compare.setState({ wanted: 'both' })
      requestRun()
    } else if (state.items !== before.items && shown?.run && !isComputing) {
      // The same steps under other names, as a preset taken again.
      stores.result.setState({ figures: byStep(shown.run.figures, activeItems(state)) })
      analyses.rename(shown.run, activeItems(state))
    }
  })
  stores.view.subscribe((state, before) => {
    if (state.displayGain !== before.displayGain) updateGain()
    else if (state.clipPercentile !== before.clipPercentile) updateClip()
    if (PICTURE_FACTS.some((fact) => state[fact] !== before[fact])) queueDraw()
  })

  stores.compare.subscribe((state, before) => {
    if (state.wanted === before.wanted && state.recipe === before.recipe) return
    if (shown === null || recipeA.isDue(shown.gather)) requestRun()
    else {
      queueDraw()
      amplitudes.request(null)
    }
  })

  return {
    setEngine(next) {
      engine = next?.engine ?? null
      createSurface = next?.createSurface ?? null
      shown = null
      if (next === null) {
        stores.result.setState({ isRunning: gather !== null })
        return
      }
      const kind = next.engine.device === null ? 'canvas2d' : 'webgpu'
      if (surface !== null && surface.kind !== kind) askForFreshCanvases()
      else makeSurface()
      requestRun()
    },
    showGather(next) {
      gather = next
      requestRun()
    },
    attachPanels(next) {
      canvases = next
      hasPicture = false
      makeSurface()
      queueDraw()
    },
    attachImage: analyses.images.attach,
    watchSpectrum: analyses.watchSpectrum,
    watchPlane: analyses.watchPlane,
    resizePanels(width, height, devicePixelRatio) {
      if (canvases === null) return
      const [w, h] = [width, height].map((size) => Math.max(1, Math.round(size * devicePixelRatio)))
      for (const canvas of Object.values(canvases)) {
        // Setting it, even to what it is, empties the canvas.
        if (canvas.width !== w) canvas.width = w!
        if (canvas.height !== h) canvas.height = h!
      }
      pixelRatio = devicePixelRatio
      stores.view.setState({ panelWidthPx: width })
      analyses.images.resize({ width: w!, height: h! })
      // What has no picture yet is not blank for longer, and the page that was just made has its turn for itself.
      if (hasPicture) drawNow()
    },
    redraw: queueDraw,
    readAmplitudes: () => amplitudes.request(null),
    async borrow(work) {
      isLent = true
      await runs.settled()
      isGone = shown?.samples.kind === 'tiles'
      if (isGone) analyses.hold()
      if (gather !== null && engine !== null) await work({ engine, gather, gain })
      isLent = false
      loader.forget()
      requestRun()
    },
    clear() {
      gather = null
      loader.forget()
      shown = null
      runs.forget()
      inHand.abort()
      recipeA.leave()
      surface?.clear()
      analyses.clear()
      stores.result.setState(NO_RESULT)
    },
  }

  /** While a slider is held, the run in hand shows where it was; any other wish has no use for it. */
  function requestRun(): void {
    if (stores.recipe.getState().drag === null) inHand.abort()
    if (gather !== null && engine !== null && !isLent) runs.request({ gather, engine, since: performance.now() })
  }

  async function runOnce(request: RunRequest): Promise<void> {
    stores.result.setState({ isRunning: true, runningStep: null })
    isComputing = true
    inHand = new AbortController()
    const { signal } = inHand
    try {
      let since = recipeA.isDue(request.gather) ? await runRecipeA(request, signal) : request.since
      const chain = stores.recipe.getState()
      const recipe = activeRecipe(chain)
      await loader.load(request.engine, request.gather, headersNeededBy(recipe))
      const isByCpu = request.engine.kindFor(recipe) === 'cpu'
      // Onto a blank screen before anything is computed, for which the frame would have to wait.
      if (shown === null) since = await presentPlain(request).then(() => afterFrames(request.engine.device))
      const running = request.engine.run(recipe, signal, (at) => {
        if (isWanted(request)) stores.result.setState({ runningStep: { at, of: recipe.steps.length } })
      })
      if (isByCpu) await showMeanwhile(request, running)
      const run = await running
      isComputing = false
      if (isWanted(request)) present({ ...request, since }, run, activeItems(chain))
    } catch (error) {
      isComputing = false
      if (isWanted(request) && !signal.aborted) fail(error)
    }
  }

  /** Ahead of the recipe in hand, which nothing that befalls recipe A may keep from its run. Resolves to when it was over. */
  async function runRecipeA(request: RunRequest, signal: AbortSignal): Promise<number> {
    isGone = shown?.samples.kind === 'tiles'
    if (isGone) analyses.hold()
    try {
      const recipes = [stores.compare.getState().recipe ?? NO_STEPS, activeRecipe(stores.recipe.getState())]
      await loader.load(request.engine, request.gather, recipes.flatMap(headersNeededBy))
      const running = recipeA.run(request.gather, request.engine, signal)
      const isByCpu = request.engine.device === null
      if (isByCpu) await showMeanwhile(request, running)
      await running
    } catch (error) {
      if (signal.aborted) throw error
      recipeA.leave()
      stores.session.setState({ notice: toWire(asSeisError(error)) })
    }
    return performance.now()
  }

  /** Beside the runs, which go on: in the CPU engine a measure takes as long as a short run. */
  async function measureOnce({ request, run }: MeasureRequest): Promise<void> {
    try {
      // In a turn of its own: what is measured is copied into another thread.
      await new Promise((resolve) => setTimeout(resolve))
      const found = await run.measure()
      const isNewest = shown?.run === run && !isComputing
      if (isWanted(request)) stores.result.setState({ isRunning: !isNewest, ...found })
    } catch (error) {
      if (isWanted(request)) fail(error)
    }
  }

  function fail(error: unknown): void {
    stores.result.setState({ isRunning: false, error: toWire(asSeisError(error)) })
  }

  /** Neither another gather nor another engine has taken its place. */
  function isWanted(request: RunRequest): boolean {
    return request.gather === gather && request.engine === engine
  }

  function present(request: RunRequest, run: PreviewRun, steps: readonly ChainItem[]): void {
    const isNewGather = shown?.gather !== request.gather || shown.run === null
    show({ gather: request.gather, samples: run.samples, run })
    stores.gather.setState({ badSamples: run.badSamples })
    stores.result.setState({
      ...(isNewGather ? NO_MEASURES : {}),
      error: null,
      kind: run.kind,
      totalMs: performance.now() - request.since,
      uploadMs: run.timings.uploadMs,
      computeMs: run.timings.computeMs,
      readbackMs: run.timings.readbackMs,
      forwardsReused: run.forwardsReused,
      stepMs: byStep(run.stepMs ?? [], steps),
      figures: byStep(run.figures, steps),
    })
    analyses.setRun(run, steps, isNewGather)
    measures.request({ request, run })
    amplitudes.request(null)
  }

  /** Before in all panels, while After of a new gather is being computed. What it says of itself, it says of nothing. */
  async function showMeanwhile(request: RunRequest, running: Promise<unknown>): Promise<void> {
    if (shown?.gather !== request.gather && (await isLate(running))) await presentPlain(request)
  }

  async function presentPlain(request: RunRequest): Promise<void> {
    const samples = await request.engine.plain().catch(() => null)
    if (samples === null || !isComputing || !isWanted(request)) return
    show({ gather: request.gather, samples, run: null })
    stores.result.setState({ ...NO_MEASURES, figures: {} })
    amplitudes.request(null)
  }

  function show(next: Shown): void {
    const isNew = shown?.gather !== next.gather
    shown = next
    isGone = false
    if (isNew) {
      range.keepInside(next.gather)
      updateGain()
    }
    drawNow()
  }

  /** By the gather and not by the run: the same for every recipe. */
  function updateGain(): void {
    if (shown === null) return
    const { gather: before } = shown
    gain = gainField(before, DISPLAY_GAINS[stores.view.getState().displayGain], before.sampleIntervalMs)
    sorted = sortedAmplitudes(before, gain)
    updateClip()
  }

  function updateClip(): void {
    if (shown === null) return
    const { clipPercentile } = stores.view.getState()
    stores.gather.setState({ clip: percentileClip(sorted, clipPercentile) })
    queueDraw()
  }

  function makeSurface(): void {
    surface?.dispose()
    surface = canvases === null ? null : (createSurface?.(canvases) ?? null)
  }

  /** A canvas keeps the kind of context it was first asked for; the page attaches new ones. */
  function askForFreshCanvases(): void {
    surface?.dispose()
    surface = null
    canvases = null
    stores.view.setState((state) => ({ canvasGeneration: state.canvasGeneration + 1 }))
  }

  function queueDraw(): void {
    if (isDrawQueued) return
    isDrawQueued = true
    requestAnimationFrame(() => {
      isDrawQueued = false
      drawNow()
    })
  }

  function drawNow(): void {
    const { clip } = stores.gather.getState()
    if (surface === null || shown === null || clip === null || isGone) return
    hasPicture = true
    const view = stores.view.getState()
    const viewport = range.of(shown.gather)
    surface.draw({
      samples: shown.samples,
      replaced: recipeA.show(shown.gather),
      viewport,
      isSmooth: view.isSmooth,
      gain,
      clip,
      noiseGain: view.noiseGain,
      colourMap: colourMapOf(view, currentTheme()),
      reversed: view.isReversed,
      wiggle: wiggleStyle(view, viewport, pixelRatio),
    })
    analyses.images.draw()
  }

  async function readOnce(): Promise<void> {
    const { cursor } = stores.view.getState()
    if (cursor === null || shown === null || engine === null) {
      stores.view.setState({ amplitudes: null })
      return
    }
    const { gather: on, run } = shown
    if (cursor.sample >= on.nSamples || cursor.trace >= on.nTraces) return
    const amplitudeIn = (block: TraceBlock) => block.samples[cursor.sample * on.nTraces + cursor.trace] ?? Number.NaN
    const { shown: compared } = stores.compare.getState()
    const ofA = compared === 'b' ? null : recipeA.after(on)
    const before = amplitudeIn((compared === 'both' && ofA) || on)
    // A device that is lost says so where it matters; here its value is not known.
    const after =
      (compared === 'a' && ofA !== null) || run === null
        ? amplitudeIn(ofA ?? on)
        : await engine.afterAt(run, cursor.sample, cursor.trace).catch(() => null)
    stores.view.setState({ amplitudes: { before, after, noise: after === null ? null : before - after } })
  }
}

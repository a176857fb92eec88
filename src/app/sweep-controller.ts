/**
 * The sweep: recipes of two parameters run one after the other on the gather on the screen, with the engine and the
 * measures of the preview, which waits meanwhile.
 */
import { asSeisError, isSeisError, toWire } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import { NO_MEASURES, type RunMeasures } from '../core/measures.ts'
import type { ParamValue, Recipe } from '../core/recipe.ts'
import type { PreviewEngine } from '../engine/preview.ts'
import { definitionOf, headersNeededBy, parseRecipe } from '../processes/recipe.ts'
import { activeRecipe } from '../state/recipe.ts'
import type { RecipeEditor } from '../state/recipe-editor.ts'
import type { Stores } from '../state/stores.ts'
import { NO_SWEEP, type SweepCell, type SweepForm, type SweepSheet, selectedCell } from '../state/sweep.ts'
import {
  type AxisForm,
  axisFormOf,
  runOrder,
  type SweepParam,
  spreadGathers,
  sweepAxes,
  sweepBase,
  sweepGrid,
  sweepParams,
} from '../state/sweep-sheet.ts'
import { placesInForce } from '../state/trace-placement.ts'
import { colourMapOf, flippedLayout } from '../state/view.ts'
import type { WorkbenchActions } from './actions.ts'
import type { Loan } from './drawn-engine.ts'
import { createGatherLoader, type GatherLoader, type ReadHeaders } from './gather-loader.ts'
import { NewestWins } from './newest-wins.ts'
import type { PreviewController } from './preview-controller.ts'
import { createSweepPictures } from './sweep-pictures.ts'

export interface SweepParts {
  readonly borrow: PreviewController['borrow']
  readonly readHeaders: ReadHeaders
  readonly readGather: (index: number) => Promise<Gather>
  readonly currentTheme: () => 'dark' | 'light'
  readonly editor: Pick<RecipeEditor, 'setParams'>
}

export type SweepActions = Pick<
  WorkbenchActions,
  | 'setSweepForm'
  | 'startSweep'
  | 'cancelSweep'
  | 'selectSweepCell'
  | 'setSweepWeight'
  | 'setSweepShows'
  | 'setSweepLayout'
  | 'flipSweepCell'
  | 'adoptSweepCell'
  | 'storeSweepCellAsA'
  | 'checkSweepCell'
  | 'attachThumbnail'
>

export interface SweepController {
  readonly actions: SweepActions
  /** The page is about to be shown: a form that the chain has no parameters for is made anew. */
  prepare(): void
  /** The colours of the theme have changed. */
  redraw(): void
}

/** On so many other gathers a cell is checked. */
const CHECKED_GATHERS = 5
/** Of these a picture is made. */
const COLOURS = ['colourMap', 'isReversed', 'noiseGain', 'theme'] as const

interface ChosenCell {
  readonly sheet: SweepSheet
  readonly at: number
  readonly cell: SweepCell
}

type Work = (loan: Loan, loader: GatherLoader, signal: AbortSignal) => Promise<void>

export function createSweepController(stores: Stores, parts: SweepParts): SweepController {
  const { sweep, session, view, recipe, gather, compare } = stores
  let inHand = new AbortController()
  /** Of the gather that the pictures are of. */
  let clip = 1
  const pictures = createSweepPictures(() => {
    const state = view.getState()
    const { noiseGain, isReversed: reversed } = state
    return { clip, noiseGain, colourMap: colourMapOf(state, parts.currentTheme()), reversed }
  })
  const works = new NewestWins<Work>(runOnce)

  session.subscribe((state, before) => {
    if (state.dataset !== before.dataset) forget()
    else if (before.workspace === 'sweep' && state.workspace !== 'sweep') stop()
  })
  gather.subscribe((state, before) => {
    if (state.index !== before.index) stop()
  })
  view.subscribe((state, before) => {
    if (COLOURS.some((fact) => state[fact] !== before[fact])) pictures.redraw()
  })

  return {
    actions: {
      setSweepForm: (form) => sweep.setState({ form }),
      startSweep() {
        const { items } = recipe.getState()
        const { columns, rows } = sweep.getState().form
        const axes = columns === null ? [] : sweepAxes(items, [columns, rows])
        const grid = sweepGrid(items, axes)
        if (grid.length === 0) return
        const cells = grid.map(({ values, recipe: one }): SweepCell => {
          const reason = refusalOf(one)
          const status = reason === '' ? 'waiting' : 'failed'
          return { values, recipe: one, status, computeMs: null, reason, ...NO_MEASURES }
        })
        const sheet: SweepSheet = { gather: gather.getState().index, base: sweepBase(items, axes), axes, cells }
        sweep.setState({ isRunning: true, isChecking: false })
        start((loan, loader, signal) => runSheet(sheet, loan, loader, signal))
      },
      cancelSweep: stop,
      selectSweepCell: (selected) => sweep.setState({ selected }),
      setSweepWeight: (weight) => sweep.setState({ weight }),
      setSweepShows(shows) {
        sweep.setState({ shows })
        mapIfIdle()
      },
      setSweepLayout: (layout) => sweep.setState({ layout }),
      flipSweepCell: (withNoise) => sweep.setState(({ layout }) => ({ layout: flippedLayout(layout, withNoise) })),
      adoptSweepCell: adopt,
      storeSweepCellAsA() {
        const chosen = chosenCell()
        if (chosen !== null) compare.setState({ recipe: { ...chosen.cell.recipe, name: wordsOf(chosen) } })
      },
      checkSweepCell() {
        const chosen = chosenCell()
        if (chosen === null) return
        const { sheet, at, cell } = chosen
        const nGathers = session.getState().dataset?.gathers.nGathers ?? 0
        const others = spreadGathers(nGathers, sheet.gather, CHECKED_GATHERS)
        const rows = others.map((index) => ({ gather: index, current: null, chosen: null }))
        sweep.setState({ check: { cell: at, rows }, isChecking: true, isRunning: false, error: null })
        start((loan, loader, signal) => check(cell.recipe, others, loan, loader, signal))
      },
      attachThumbnail: pictures.attach,
    },
    prepare() {
      const params = sweepParams(recipe.getState().items)
      const isThere = (form: AxisForm | null): boolean =>
        form !== null && params.some(({ stepId, param }) => stepId === form.stepId && param.key === form.key)
      if (!isThere(sweep.getState().form.columns)) sweep.setState({ form: standardForm(params) })
      else if (!isThere(sweep.getState().form.rows)) sweep.setState(({ form }) => ({ form: { ...form, rows: null } }))
      mapIfIdle()
    },
    redraw: pictures.redraw,
  }

  function stop(): void {
    works.forget()
    inHand.abort()
  }

  function forget(): void {
    stop()
    pictures.clear()
    const { weight, shows, layout } = sweep.getState()
    sweep.setState({ ...NO_SWEEP, weight, shows, layout })
  }

  function start(work: Work): void {
    stop()
    works.request(work)
  }

  async function runOnce(work: Work): Promise<void> {
    inHand = new AbortController()
    const { signal } = inHand
    await parts.borrow(async (loan) => {
      const loader = createGatherLoader(parts.readHeaders)
      try {
        if (!signal.aborted) await work(loan, loader, signal)
        await makeLeakageMaps(loan, loader, signal)
      } catch (error) {
        if (!signal.aborted) sweep.setState({ error: toWire(asSeisError(error)) })
      }
    })
    if (!works.isAnyWaiting) sweep.setState({ isRunning: false, isChecking: false, mapped: null })
  }

  async function runSheet(sheet: SweepSheet, loan: Loan, loader: GatherLoader, signal: AbortSignal): Promise<void> {
    const { engine, gather: on, gain } = loan
    if (on.index !== sheet.gather) return
    const startMs = performance.now()
    clip = gather.getState().clip ?? 1
    sweep.setState({ sheet, totalMs: null, selected: null, check: null, error: null })
    pictures.begin(on, gain, placesInForce(view.getState(), gather.getState()))
    await loader.load(engine, on, namesOf(sheet.cells.map((cell) => cell.recipe)))
    for (const at of runOrder(sheet.cells.length, sheet.axes)) {
      if (signal.aborted) return
      if (sheet.cells[at]!.status === 'waiting') await runCell(at, sheet.cells[at]!.recipe, engine, signal)
    }
    sweep.setState({ totalMs: performance.now() - startMs })
  }

  async function runCell(at: number, cellRecipe: Recipe, engine: PreviewEngine, signal: AbortSignal): Promise<void> {
    setCell(at, { status: 'running' })
    try {
      const run = await engine.run(cellRecipe, signal)
      const after = await engine.copyAfter(run)
      const measures = await run.measure()
      pictures.setAfter(at, after)
      setCell(at, { status: 'done', computeMs: run.timings.computeMs, ...measures })
    } catch (error) {
      if (signal.aborted) setCell(at, { status: 'waiting' })
      else setCell(at, { status: 'failed', reason: asSeisError(error).message })
      // Without its device no other can be run.
      if (!signal.aborted && isSeisError(error, 'gpu')) throw error
    }
  }

  function mapIfIdle(): void {
    const { sheet, isRunning, isChecking, mapped } = sweep.getState()
    if (sheet !== null && !isRunning && !isChecking && mapped === null) start(async () => undefined)
  }

  /** As long as they are to be shown, of the cells that have none. */
  async function makeLeakageMaps(
    { engine, gather: on }: Loan,
    loader: GatherLoader,
    signal: AbortSignal,
  ): Promise<void> {
    for (;;) {
      const state = sweep.getState()
      const { sheet, shows } = state
      if (signal.aborted || shows !== 'leakage' || sheet?.gather !== on.index) return
      const done = [...sheet.cells.keys()].filter((at) => sheet.cells[at]!.status === 'done')
      const missing = done.filter((at) => !pictures.hasLeakageMap(at))
      const at = missing.find((one) => one === selectedCell(state)) ?? missing[0]
      if (at === undefined) return
      sweep.setState({ isRunning: false, isChecking: false, mapped: done.length - missing.length })
      const { recipe: of } = sheet.cells[at]!
      await loader.load(engine, on, namesOf([of]))
      const run = await engine.run(of, signal)
      const map = await run.image('leakage', signal)
      if (map === null || signal.aborted) return
      pictures.setLeakageMap(at, map)
    }
  }

  function setCell(at: number, change: Partial<SweepCell>): void {
    sweep.setState(({ sheet }) =>
      sheet === null
        ? {}
        : { sheet: { ...sheet, cells: sheet.cells.map((cell, i) => (i === at ? { ...cell, ...change } : cell)) } },
    )
  }

  async function check(
    chosen: Recipe,
    gathers: readonly number[],
    { engine }: Loan,
    loader: GatherLoader,
    signal: AbortSignal,
  ): Promise<void> {
    const current = activeRecipe(recipe.getState())
    for (const index of gathers) {
      if (signal.aborted) return
      const other = await parts.readGather(index)
      await loader.load(engine, other, namesOf([current, chosen]))
      const measured = { current: await measuresOf(current, engine, signal), chosen: NO_MEASURES }
      measured.chosen = await measuresOf(chosen, engine, signal)
      sweep.setState(({ check: now }) => ({
        check: now && { ...now, rows: now.rows.map((row) => (row.gather === index ? { ...row, ...measured } : row)) },
      }))
    }
  }

  /** The selected cell, once it has been run. */
  function chosenCell(): ChosenCell | null {
    const state = sweep.getState()
    const at = selectedCell(state)
    const cell = state.sheet?.cells[at]
    return state.sheet === null || cell?.status !== 'done' ? null : { sheet: state.sheet, at, cell }
  }

  function adopt(): void {
    const chosen = chosenCell()
    if (chosen === null) return
    const { sheet, cell } = chosen
    if (sweepBase(recipe.getState().items, sheet.axes) !== sheet.base) return
    const changes = sheet.axes.map(({ stepId, key }, i) => ({ stepId, key, value: cell.values[i] ?? null }))
    parts.editor.setParams(changes, wordsOf(chosen))
    session.setState({ workspace: 'tune' })
  }

  /** The threshold of the selected step, and beside it what else its summary or its numbers tell. */
  function standardForm(params: readonly SweepParam[]): SweepForm {
    const { items, selectedId } = recipe.getState()
    const valueIn = ({ stepId, param }: SweepParam): ParamValue =>
      items.find(({ id }) => id === stepId)?.step[param.key] ?? null
    const ofSelected = params.filter(({ stepId }) => stepId === selectedId)
    const ordered = [...ofSelected, ...params.filter((one) => !ofSelected.includes(one))]
    const hasNumber = (one: SweepParam): boolean => typeof valueIn(one) === 'number'
    const hasFewChoices = ({ process, param }: SweepParam): boolean =>
      param.kind === 'choice' && param.choices.length <= 4 && definitionOf(process).summaryKeys.includes(param.key)
    const first = ordered.find(({ param }) => param.key === 'k') ?? ordered.find(hasNumber) ?? ordered[0]
    const others = ordered.filter((one) => one !== first)
    const second = others.find(hasNumber) ?? others.find(hasFewChoices) ?? others[0]
    const formOf = (one: SweepParam | undefined): AxisForm | null =>
      one === undefined ? null : axisFormOf(one, valueIn(one))
    return { columns: formOf(first), rows: formOf(second) }
  }
}

/** "Threshold k 2.4, Rule Soft". */
function wordsOf({ sheet, cell }: ChosenCell): string {
  const words = sheet.axes.map(({ process, key }, i) => {
    const param = definitionOf(process).params.find((one) => one.key === key)
    const value = cell.values[i]
    const choice = param?.kind === 'choice' ? param.choices.find((one) => one.value === value) : undefined
    return `${param?.label ?? key} ${choice?.label ?? String(value)}`
  })
  return words.join(', ')
}

async function measuresOf(recipe: Recipe, engine: PreviewEngine, signal: AbortSignal): Promise<RunMeasures> {
  const run = await engine.run(recipe, signal)
  return run.measure()
}

function namesOf(recipes: readonly Recipe[]): readonly string[] {
  return [...new Set(recipes.flatMap(headersNeededBy))]
}

/** Why a recipe may not run; empty where it may. */
function refusalOf(recipe: Recipe): string {
  try {
    parseRecipe(recipe)
    return ''
  } catch (error) {
    return asSeisError(error).message
  }
}

import type { GatherPart } from '../core/gather.ts'
import type { SpectrumChoice } from '../core/spectra.ts'
import type { PlaneCell } from '../core/transform-plane.ts'
import type { BatchForm } from '../state/batch.ts'
import type { BenchmarkForm, BenchmarkState } from '../state/benchmark.ts'
import type { PresetsState } from '../state/presets.ts'
import type { QcFigure } from '../state/qc.ts'
import type { RecipeEditor } from '../state/recipe-editor.ts'
import type { SessionState } from '../state/session.ts'
import type { SweepForm, SweepShows } from '../state/sweep.ts'
import type {
  AnalysisName,
  ChartName,
  ColourMapName,
  Cursor,
  DisplayGainName,
  NoiseGain,
  NoiseShows,
  PanelLayout,
  PanelName,
  PanelTool,
  RegionName,
  ThemeChoice,
  TraceAxisName,
  WiggleName,
} from '../state/view.ts'
import type { Preset } from './presets.ts'
import type { SweepPicture } from './sweep-pictures.ts'

export type PanelCanvases = Readonly<Record<PanelName, HTMLCanvasElement>>

/** Zoom about a point: the sample and trace under the cursor stay where they are. Factors above 1 show less. */
export interface ZoomRequest {
  readonly sample: number
  /** Along the axis of the traces. */
  readonly trace: number
  readonly timeFactor: number
  readonly traceFactor: number
}

/**
 * Everything that a user can ask for. Each call returns at once; what comes of it, errors included, appears in the
 * stores. Recipe edits are those of RecipeEditor.
 */
export interface WorkbenchActions extends Omit<RecipeEditor, 'replaceRecipe' | 'markSaved'> {
  openPicker(): void
  /** To be called inside the drop event: the items are gone afterwards. */
  openDropped(items: DataTransferItemList): void
  openRecent(id: string): void
  /** Opens dataset, gather, view and recipe as they were when the page was last left. */
  goOnWithLastSession(): void
  forgetRecent(id: string): void
  openUrl(url: string): void
  openDemo(): void
  /** Back to the start page; also what stops an opening. */
  /** What could not be opened, once more. */
  tryOpenAgain(): void
  closeDataset(): void
  dismissNotice(): void
  dismissRemark(): void
  /** Loads the page anew in the version that waits, unless a batch runs in any tab. */
  takeNewVersion(): void
  showWorkspace(workspace: SessionState['workspace']): void

  /** Clamped to the dataset. */
  goToGather(index: number): void
  /** In the chosen order, as the three that follow. */
  nextGather(): void
  previousGather(): void
  firstGather(): void
  lastGather(): void
  /** By a key column of the gather index, or by number for null. */
  /** By a key column, or by a header, which is read where it was not yet. */
  setGatherOrder(order: string | null): void
  /** Reads the header of each gather's first trace, to go by it. */
  readHeaderKey(header: string): void
  setHeaderShown(name: string | null): void
  /** As a hand moves over them: so many gathers a second as the eye takes in, and always the last. */
  scrubToGather(index: number): void

  /** Finds the level of every gather that has none, in the background; goes on where it was stopped. */
  computeQc(): void
  stopQc(): void
  setQcFigure(figure: QcFigure): void
  toggleBookmark(gather: number): void

  saveRecipe(): void
  loadRecipe(file: File): void
  /** To the clipboard: the address of the page with the recipe in it, and nothing of the dataset. */
  copyRecipeLink(): void
  takePreset(preset: Preset): void
  /** One of the user's own; what this version does not understand is said, and leaves the recipe that is there. */
  takeUserPreset(id: string): void
  /** Asks for the name of a new preset, or shows those there are; null ends it. */
  askForPreset(asks: PresetsState['asks']): void
  /** Keeps the recipe that runs under this name. Where a preset has it and may not be replaced, the question stays. */
  savePreset(name: string, mayReplace: boolean): void
  renamePreset(id: string, name: string, mayReplace: boolean): void
  /** Can be put back until another question is asked. */
  deletePreset(id: string): void
  putBackPreset(id: string): void

  /** Keeps the recipe in hand as recipe A, to compare others with. */
  storeRecipeA(): void
  /** Makes recipe A the one in hand; can be undone. */
  takeRecipeA(): void
  /** Shows recipe A, or B, the one in hand, or takes it away; never both away. Nothing before one is stored. */
  pressCompared(which: 'a' | 'b'): void

  setTheme(theme: ThemeChoice): void
  setColourMap(map: ColourMapName): void
  /** Percentile of |Before| at which the panels saturate, 50 to 100. */
  setClipPercentile(percent: number): void
  setNoiseGain(gain: NoiseGain): void
  setReversed(isReversed: boolean): void
  /** For the eye only: no sample and no result changes. */
  setDisplayGain(gain: DisplayGainName): void
  setWiggle(wiggle: WiggleName): void
  setSmooth(isSmooth: boolean): void
  setTraceAxis(axis: TraceAxisName): void
  /** Traces where the header on the strip puts them; the same ones stay in view. */
  setTrueSpacing(isTrueSpacing: boolean): void
  setLayout(layout: PanelLayout): void
  setNoiseShows(what: NoiseShows): void
  flip(withNoise: boolean): void
  zoom(request: ZoomRequest): void
  /** Moves the range by so many samples and units of the traces' axis. */
  pan(samples: number, traces: number): void
  fit(): void
  setCursor(cursor: Cursor | null): void
  setTool(tool: PanelTool): void
  /** Brought inside the gather; null takes it away. */
  setWindow(window: GatherPart | null): void
  /** What is opened is also the one shown where there is room for one. */
  setAnalysisOpen(name: AnalysisName, isOpen: boolean): void
  setSpectrumShows(choice: SpectrumChoice): void
  /** Spectra are computed while they are looked at. */
  watchSpectrum(isWatched: boolean): void
  /** Of which trace the transform plane is, from 0. */
  pickTrace(trace: number): void
  /** Outlines what a cell of the plane stands for in the panels. */
  outlineCell(cell: PlaneCell | null): void
  /** The plane is computed while it is looked at. */
  watchPlane(isWatched: boolean): void
  /** To the clipboard, and says so. */
  copyValues(text: string): void
  setInspectorOpen(isOpen: boolean): void
  /** CSS pixels; null goes back to the width of the style sheet. */
  /** Kept for the dataset; null leaves it to the style sheet. */
  setRegionSize(region: RegionName, px: number | null): void
  /** Three panels, the inspector, and every region at its own size again. */
  restoreLayout(): void
  /** Single-letter keys can be switched off (WCAG 2.1.4). */
  setLetterKeys(areOn: boolean): void
  /** Shows a chart as a table, or as a chart again. */
  toggleTable(chart: ChartName): void

  /** The canvases to draw into; null when the panels leave the page. */
  attachPanels(canvases: PanelCanvases | null): void
  /** The canvas over the Noise panel, for what is shown in place of the noise; null when it leaves the page. */
  attachImage(canvas: HTMLCanvasElement | null): void
  /** Size of one panel in CSS pixels; all visible panels have the same. The canvases get their size in answer. */
  resizePanels(width: number, height: number, devicePixelRatio: number): void

  setSweepForm(form: SweepForm): void
  /** Runs every recipe of the form on the gather on the screen; a sheet that is being made is given up. */
  startSweep(): void
  /** What has been run stays. */
  cancelSweep(): void
  selectSweepCell(cell: number): void
  /** Share of leakage in the ranking, 0 to 1. */
  setSweepWeight(weight: number): void
  /** Leakage maps are made when they are first to be shown, one after the other, that of the selected cell first. */
  setSweepShows(shows: SweepShows): void
  setSweepLayout(layout: PanelLayout): void
  /** The selected cell in one picture: Before and After in place, `withNoise` also what the noise panel shows. */
  flipSweepCell(withNoise: boolean): void
  /** Puts the values of the selected cell into the recipe, as one step of the history, and goes to Tune. */
  adoptSweepCell(): void
  /** The recipe of the selected cell becomes recipe A. */
  storeSweepCellAsA(): void
  /** Runs the selected cell and the recipe in hand on a few other gathers. */
  checkSweepCell(): void
  /** A canvas for a picture of the sheet; null when it leaves the page. */
  attachThumbnail(canvas: HTMLCanvasElement, picture: SweepPicture | null): void

  setBatchForm(form: BatchForm): void
  /** Sets up a batch of no steps that writes the dataset anew, in chunks that suit its gathers. */
  prepareRewrite(): void
  chooseOutput(): void
  useBrowserOutput(): void
  /** Runs a few gathers of the batch, writing nothing, to say how long it takes. */
  estimateBatch(): void
  startBatch(): void
  /** Starts the batch in place of what an earlier run wrote to the output folder. */
  overwriteOutput(): void
  /** Nothing new is begun until it goes on. */
  pauseBatch(): void
  /** After a pause, and when what was in the way has been removed. */
  goOnWithBatch(): void
  cancelBatch(): void
  /** Opens what the batch wrote, to look at it. */
  openOutput(): void
  /** Clears a finished batch from the page so that another can be set up. */
  resetBatch(): void
  /** Puts the recipe and the choices of an earlier job into the form, to run them again. */
  takeJob(id: string): void
  /** Goes on with an earlier job where it stopped; asks for access to its folder where that is needed. */
  resumeJob(id: string): void
  /** Takes a job off the list; its folder stays as it is. */
  forgetJob(id: string): void
  /** Shows small pictures of a gather of the batch, read and computed again with its recipe. */
  pickGather(gather: number): void
  /** A canvas for a picture of that gather; null when it leaves the page. */
  attachPicked(canvas: HTMLCanvasElement, panel: PanelName | null): void
  /** Finds where the gathers are, for the map of their figures. */
  findPositions(): void
  /** Shows what came of a batch: of the chosen output, of an earlier job, of a folder that the user picks. */
  showReport(): void
  showReportOfJob(id: string): void
  openReport(): void
  closeReport(): void
  print(): void

  setBenchmarkForm(form: BenchmarkForm): void
  startBenchmark(): void
  /** Ends it at once; nothing of it is kept. */
  cancelBenchmark(): void
  /** Shows the figures of an earlier run. */
  showBenchmarkRun(id: string): void
  /** Runs batches on a few gathers of the dataset, with one setting after the other, into storage that is emptied again. */
  startTuning(): void
  cancelTuning(): void
  /** The batch takes what was found. */
  useTunedSettings(): void
  useDefaultSettings(): void
  /** Which of its two pages the benchmark shows. */
  showBenchmarkOf(what: BenchmarkState['shows']): void
  /** The run that is shown, as JSON. */
  copyBenchmarkRun(): void
  saveBenchmarkRun(): void
}

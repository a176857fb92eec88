/** Small pictures of one gather of a batch: read and computed again with the batch's recipe, by the engine of the preview. */
import { asSeisError, toWire } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { Recipe } from '../core/recipe.ts'
import type { PreviewEngine } from '../engine/preview.ts'
import { percentileClip, sortedAmplitudes } from '../panels/amplitude.ts'
import { gainField } from '../panels/gain.ts'
import { headersNeededBy } from '../processes/recipe.ts'
import type { Stores } from '../state/stores.ts'
import { colourMapOf, DISPLAY_GAINS } from '../state/view.ts'
import type { WorkbenchActions } from './actions.ts'
import { createGatherLoader, type ReadHeaders } from './gather-loader.ts'
import { NewestWins } from './newest-wins.ts'
import type { PreviewController } from './preview-controller.ts'
import { createSweepPictures } from './sweep-pictures.ts'

export interface PickedParts {
  readonly borrow: PreviewController['borrow']
  readonly readHeaders: ReadHeaders
  readonly readGather: (index: number) => Promise<Gather>
  readonly currentTheme: () => 'dark' | 'light'
}

export interface PickedController {
  readonly actions: Pick<WorkbenchActions, 'pickGather' | 'attachPicked'>
  /** The colours of the theme have changed. */
  redraw(): void
}

/** Pixels of a picture: a third of the column's width, higher than wide. */
const SIZE = { width: 220, height: 340 }
/** There is one cell in this sheet. */
const CELL = 0

export function createPickedController(stores: Stores, parts: PickedParts): PickedController {
  const { batch, view } = stores
  let inHand = new AbortController()
  let clip = 1
  const pictures = createSweepPictures(() => {
    const state = view.getState()
    const { noiseGain, isReversed: reversed } = state
    return { clip, noiseGain, colourMap: colourMapOf(state, parts.currentTheme()), reversed }
  }, SIZE)
  const picks = new NewestWins<number>(showOnce)

  batch.subscribe(({ picked }, before) => {
    if (picked !== null || before.picked === null) return
    picks.forget()
    inHand.abort()
    pictures.clear()
  })

  return {
    actions: {
      pickGather(gather) {
        inHand.abort()
        batch.setState({ picked: { gather, status: 'working', reason: '' } })
        picks.request(gather)
      },
      attachPicked: (canvas, panel) => pictures.attach(canvas, panel === null ? null : { cell: CELL, panel }),
    },
    redraw: pictures.redraw,
  }

  async function showOnce(gather: number): Promise<void> {
    const { ran } = batch.getState()
    if (ran === null) return
    inHand = new AbortController()
    const { signal } = inHand
    await parts.borrow(async ({ engine }) => {
      const reason = await draw(gather, ran.recipe, engine, signal)
      if (!signal.aborted) batch.setState({ picked: { gather, status: reason === '' ? 'done' : 'failed', reason } })
    })
    if (signal.aborted || batch.getState().picked?.status !== 'working') return
    batch.setState({ picked: { gather, status: 'failed', reason: 'No engine is ready' } })
  }

  /** Resolves to why it could not be drawn. What cannot be computed is its input, as it is written then. */
  async function draw(gather: number, recipe: Recipe, engine: PreviewEngine, signal: AbortSignal): Promise<string> {
    let before: Gather | null = null
    try {
      before = await parts.readGather(gather)
      if (signal.aborted) return ''
      const { displayGain, clipPercentile } = view.getState()
      const gain = gainField(before, DISPLAY_GAINS[displayGain], before.sampleIntervalMs)
      clip = percentileClip(sortedAmplitudes(before, gain), clipPercentile)
      pictures.begin(before, gain)
      await createGatherLoader(parts.readHeaders).load(engine, before, headersNeededBy(recipe))
      const run = await engine.run(recipe, signal)
      pictures.setAfter(CELL, await engine.copyAfter(run))
      return ''
    } catch (error) {
      if (signal.aborted) return ''
      if (before === null) pictures.clear()
      else pictures.setAfter(CELL, before)
      return toWire(asSeisError(error)).message
    }
  }
}

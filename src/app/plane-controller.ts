/** The transform plane of the picked trace at the selected step, while somebody looks at it. The newest wish wins. */
import { asSeisError, toWire } from '../core/errors.ts'
import type { TransformPlane } from '../core/transform-plane.ts'
import type { PreviewRun } from '../engine/preview.ts'
import { haveSameCells, NO_PLANE, planeStep } from '../state/plane.ts'
import type { ChainItem } from '../state/recipe.ts'
import type { Stores } from '../state/stores.ts'
import { NewestWins } from './newest-wins.ts'

export interface PlaneController {
  /** Nothing is computed while nobody looks. */
  setWatched(isWatched: boolean): void
  /** Of a new result, and the steps that it went through. Null: of none. */
  setRun(run: PreviewRun | null, steps: readonly ChainItem[], isNewGather: boolean): void
}

interface Request {
  readonly run: PreviewRun
  readonly stepId: string
  /** Its place among the steps that ran. */
  readonly at: number
  readonly trace: number
}

export function createPlaneController(stores: Stores): PlaneController {
  const { plane: store, recipe } = stores
  let isWatched = false
  let current: PreviewRun | null = null
  let steps: readonly ChainItem[] = []
  let wish: Request | null = null
  let inHand = new AbortController()
  const requests = new NewestWins<Request>(askOnce)

  recipe.subscribe((state, before) => {
    if (state.selectedId !== before.selectedId || state.items !== before.items) leaveOtherStep()
    if (state.selectedId !== before.selectedId) ask()
  })
  store.subscribe((state, before) => {
    if (state.trace !== before.trace) ask()
  })

  /** A plane of a step that is no longer the selected one says nothing of it, nor is one on its way any more. */
  function leaveOtherStep(): void {
    const stepId = store.getState().stepId ?? wish?.stepId
    if (stepId === undefined || planeStep(recipe.getState())?.id === stepId) return
    wish = null
    store.setState(NO_PLANE)
  }

  function ask(): void {
    const { trace } = store.getState()
    const stepId = planeStep(recipe.getState())?.id
    const at = steps.findIndex(({ id }) => id === stepId)
    // A step that was just put in runs first.
    if (!isWatched || current === null || trace === null || stepId === undefined || at < 0) return
    const { nTraces, nSamples } = current.samples.before
    if (nTraces === 0 || nSamples === 0) return
    const next = { run: current, stepId, at, trace: Math.min(trace, nTraces - 1) }
    wish = next
    store.setState({ isWorking: true })
    requests.request(next)
  }

  async function askOnce(request: Request): Promise<void> {
    if (request !== wish) return
    inHand = new AbortController()
    const { signal } = inHand
    try {
      const found = await request.run.plane(request.at, request.trace, signal)
      if (!signal.aborted && isShown(request)) show(found, request)
    } catch (error) {
      if (!signal.aborted && request === wish) store.setState({ isWorking: false, error: toWire(asSeisError(error)) })
    }
  }

  /** The step is still the selected one: what comes late is shown all the same while a slider moves. */
  function isShown({ stepId }: Request): boolean {
    return isWatched && current !== null && planeStep(recipe.getState())?.id === stepId
  }

  function show(plane: TransformPlane, request: Request): void {
    const { plane: before, cell } = store.getState()
    const keepsCell = before !== null && haveSameCells(before, plane)
    const { stepId } = request
    store.setState({ plane, stepId, cell: keepsCell ? cell : null, isWorking: request !== wish, error: null })
  }

  return {
    setWatched(watched) {
      isWatched = watched
      if (watched) ask()
      else store.setState(NO_PLANE)
    },
    setRun(run, ofSteps, isNewGather) {
      current = run
      steps = ofSteps
      if (isNewGather) inHand.abort()
      if (run === null) {
        wish = null
        store.setState(NO_PLANE)
      } else ask()
    },
  }
}

/** What the Noise panel shows in place of the noise: asked for with each result while it is shown, and drawn over the panel. */
import { asSeisError, toWire } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'
import type { GatherExtent, ImageName, Viewport } from '../core/view.ts'
import type { PreviewRun } from '../engine/preview.ts'
import { drawImage } from '../panels/image-canvas.ts'
import type { PanelSize } from '../panels/viewport.ts'
import type { Stores } from '../state/stores.ts'
import { NewestWins } from './newest-wins.ts'

export interface ImageController {
  /** The canvas to draw into; null when it leaves the page. */
  attach(canvas: HTMLCanvasElement | null): void
  /** In device pixels. */
  resize(size: PanelSize): void
  /** Of a new result; the old image stays until it is there, unless it is that of another gather. Null: of none. */
  setRun(run: PreviewRun | null, isNewGather: boolean): void
  draw(): void
}

interface ImageRequest {
  readonly run: PreviewRun
  readonly name: ImageName
}

/** @param rangeOf what of an image of this size is in view */
export function createImageController(stores: Stores, rangeOf: (extent: GatherExtent) => Viewport): ImageController {
  let canvas: HTMLCanvasElement | null = null
  let size: PanelSize = { width: 1, height: 1 }
  let current: PreviewRun | null = null
  let image: TraceBlock | null = null
  let inHand = new AbortController()
  const requests = new NewestWins<ImageRequest>(askOnce)

  stores.view.subscribe((state, before) => {
    if (state.noiseShows === before.noiseShows) return
    image = null
    draw()
    ask()
  })

  function ask(): void {
    inHand.abort()
    const name = stores.view.getState().noiseShows
    if (current === null || name === 'noise') return
    stores.result.setState({ image: 'working' })
    requests.request({ run: current, name })
  }

  async function askOnce({ run, name }: ImageRequest): Promise<void> {
    const isWanted = (): boolean => run === current && name === stores.view.getState().noiseShows
    if (!isWanted()) return
    inHand = new AbortController()
    try {
      const made = await run.image(name, inHand.signal)
      if (!isWanted()) return
      image = made
      draw()
      stores.result.setState({ image: made === null ? 'none' : 'shown' })
    } catch (error) {
      if (isWanted()) stores.result.setState({ image: 'none', error: toWire(asSeisError(error)) })
    }
  }

  function draw(): void {
    if (canvas === null) return
    drawImage(canvas, image, rangeOf(image ?? { nSamples: 1, nTraces: 1 }))
  }

  function fitCanvas(): void {
    if (canvas === null) return
    canvas.width = size.width
    canvas.height = size.height
    draw()
  }

  return {
    attach(next) {
      canvas = next
      fitCanvas()
    },
    resize(next) {
      size = next
      fitCanvas()
    },
    setRun(run, isNewGather) {
      current = run
      if (isNewGather) image = null
      if (run === null) stores.result.setState({ image: 'none' })
      draw()
      ask()
    },
    draw,
  }
}

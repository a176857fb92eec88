import { SeisError } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'
import { PANEL_NAMES, type PanelName } from '../core/view.ts'
import { densityPixels, type PixelMeans, pixelMeans } from './density-canvas.ts'
import type { GainField } from './gain.ts'
import { amplitudeLimit, type PanelCanvases, type PanelScene, type PanelSurface } from './panel-scene.ts'
import { pixelContext } from './pixel-context.ts'
import { isSameViewport, type PanelSize, type Viewport } from './viewport.ts'
import { wigglePoints } from './wiggle.ts'
import { drawWiggles } from './wiggle-canvas.ts'

interface CanvasContext {
  readonly panel: PanelName
  readonly canvas: PanelSize
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
}

interface KeptMeans {
  readonly block: TraceBlock
  readonly viewport: Viewport
  readonly size: PanelSize
  readonly gain: GainField | null
  readonly isSmooth: boolean
  readonly means: PixelMeans
}

/** What decides the pixels of one panel, and those that are on its canvas. */
interface Picture {
  readonly of: readonly unknown[]
  readonly image: ImageData
}

/**
 * Draws without WebGPU, from blocks. Means are kept, so that a new gain or colour map costs only the colouring; a panel of which
 * nothing has changed is left as it is.
 */
export class CanvasSurface implements PanelSurface {
  readonly kind = 'canvas2d'
  readonly #contexts: readonly CanvasContext[]
  #kept: readonly KeptMeans[] = []
  readonly #pictures = new Map<PanelName, Picture>()

  /** Throws `internal` when a canvas was drawn by WebGPU before: a canvas has one kind of context for life. */
  constructor(canvases: PanelCanvases) {
    this.#contexts = PANEL_NAMES.flatMap((panel) => {
      const canvas = canvases[panel]
      if (!canvas) return []
      const context = pixelContext(canvas)
      if (!context) throw new SeisError('internal', 'A panel has no 2-D context', { where: panel })
      return [{ panel, canvas, context }]
    })
  }

  draw(scene: PanelScene): void {
    const { samples } = scene
    if (samples.kind !== 'blocks') throw new SeisError('internal', 'Samples on the GPU cannot be drawn on a 2-D canvas')
    const used: KeptMeans[] = []
    const shown = { ...samples, ...(scene.replaced && { [scene.replaced.of]: scene.replaced.by }) }
    for (const { panel, canvas, context } of this.#contexts) {
      const size = { width: canvas.width, height: canvas.height }
      const blocks = [shown.before, shown.after] as const
      const meansOf = (viewport: Viewport, of: PanelSize, isSmooth: boolean) => {
        const wanted = panel === 'noise' ? blocks : panel === 'before' ? [blocks[0], blocks[0]] : [blocks[1], blocks[1]]
        return wanted.map((block) => this.#means({ block, viewport, size: of, gain: scene.gain, isSmooth }, used))
      }
      const [before, after] = meansOf(scene.viewport, size, scene.isSmooth)
      const { wiggle, colourMap, reversed } = scene
      const of = [before, after, size.width, size.height, amplitudeLimit(panel, scene), colourMap, reversed, wiggle]
      const last = this.#pictures.get(panel)
      if (last?.of.every((fact, i) => fact === of[i])) continue
      const isSameSize = last?.image.width === size.width && last.image.height === size.height
      const image = isSameSize ? last.image : new ImageData(size.width, size.height)
      const pixels = densityPixels(before!, after!, panel, scene, image.data)
      if (wiggle !== null) {
        const points = wigglePoints(scene.viewport, size)
        const [first, second] = meansOf(points.viewport, points.size, false)
        drawWiggles(pixels, size, points, first!, second!, panel, { ...scene, wiggle })
      }
      context.putImageData(image, 0, 0)
      this.#pictures.set(panel, { of, image })
    }
    this.#kept = used
  }

  clear(): void {
    for (const { canvas, context } of this.#contexts) context.clearRect(0, 0, canvas.width, canvas.height)
    this.#pictures.clear()
    this.#kept = []
  }

  dispose(): void {
    this.#pictures.clear()
    this.#kept = []
  }

  #means(asked: Omit<KeptMeans, 'means'>, used: KeptMeans[]): PixelMeans {
    const { block, viewport, size, gain, isSmooth } = asked
    const isAsked = (kept: KeptMeans) =>
      kept.block === block &&
      kept.gain === gain &&
      kept.isSmooth === isSmooth &&
      kept.size.width === size.width &&
      kept.size.height === size.height &&
      isSameViewport(kept.viewport, viewport)
    const known = used.find(isAsked)
    if (known) return known.means
    const made = this.#kept.find(isAsked) ?? { ...asked, means: pixelMeans(block, viewport, size, gain, isSmooth) }
    used.push(made)
    return made.means
  }
}

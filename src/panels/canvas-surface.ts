import { SeisError } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'
import { PANEL_NAMES, type PanelName } from '../core/view.ts'
import { densityPixels, type PixelMeans, pixelMeans } from './density-canvas.ts'
import type { PanelCanvases, PanelScene, PanelSurface } from './panel-scene.ts'
import { isSameViewport, type PanelSize, type Viewport } from './viewport.ts'

interface CanvasContext {
  readonly panel: PanelName
  readonly canvas: PanelSize
  readonly context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D
}

interface KeptMeans {
  readonly block: TraceBlock
  readonly viewport: Viewport
  readonly size: PanelSize
  readonly means: PixelMeans
}

/** Draws without WebGPU, from blocks. Means are kept, so that a new gain or colour map costs only the colouring. */
export class CanvasSurface implements PanelSurface {
  readonly kind = 'canvas2d'
  readonly #contexts: readonly CanvasContext[]
  #kept: readonly KeptMeans[] = []

  /** Throws `internal` when a canvas was drawn by WebGPU before: a canvas has one kind of context for life. */
  constructor(canvases: PanelCanvases) {
    this.#contexts = PANEL_NAMES.flatMap((panel) => {
      const canvas = canvases[panel]
      if (!canvas) return []
      const context = canvas.getContext('2d') as CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
      if (!context) throw new SeisError('internal', 'A panel has no 2-D context', { where: panel })
      return [{ panel, canvas, context }]
    })
  }

  draw(scene: PanelScene): void {
    const { samples } = scene
    if (samples.kind !== 'blocks') throw new SeisError('internal', 'Samples on the GPU cannot be drawn on a 2-D canvas')
    const used: KeptMeans[] = []
    for (const { panel, canvas, context } of this.#contexts) {
      const size = { width: canvas.width, height: canvas.height }
      const meansOf = (block: TraceBlock) => this.#means(block, scene.viewport, size, used)
      const before = meansOf(panel === 'after' ? samples.after : samples.before)
      const after = panel === 'before' ? before : meansOf(samples.after)
      const pixels = densityPixels(before, after, panel, scene)
      context.putImageData(new ImageData(pixels, size.width, size.height), 0, 0)
    }
    this.#kept = used
  }

  clear(): void {
    for (const { canvas, context } of this.#contexts) context.clearRect(0, 0, canvas.width, canvas.height)
    this.#kept = []
  }

  dispose(): void {
    this.#kept = []
  }

  #means(block: TraceBlock, viewport: Viewport, size: PanelSize, used: KeptMeans[]): PixelMeans {
    const isAsked = (kept: KeptMeans) =>
      kept.block === block &&
      kept.size.width === size.width &&
      kept.size.height === size.height &&
      isSameViewport(kept.viewport, viewport)
    const known = used.find(isAsked)
    if (known) return known.means
    const made = this.#kept.find(isAsked) ?? { block, viewport, size, means: pixelMeans(block, viewport, size) }
    used.push(made)
    return made.means
  }
}

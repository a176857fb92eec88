import { SeisError } from '../core/errors.ts'
import { PANEL_NAMES, type PanelName } from '../core/view.ts'
import type { BeforeAndAfter } from '../gpu/trace-tiles.ts'
import { type DensityDrawing, DensityRenderer, type DensityTarget } from './density-webgpu.ts'
import type { PanelCanvases, PanelScene, PanelSurface } from './panel-scene.ts'
import { UploadedBlock } from './upload-tiles.ts'

interface CanvasContext {
  readonly panel: PanelName
  readonly context: GPUCanvasContext
}

/** Draws by WebGPU, from tiles on `device` or from blocks, which it uploads when they change. */
export class WebGpuSurface implements PanelSurface {
  readonly kind = 'webgpu'
  readonly #device: GPUDevice
  readonly #contexts: readonly CanvasContext[]
  readonly #renderer: DensityRenderer
  readonly #uploads: Readonly<Record<'before' | 'after' | 'replaced', UploadedBlock>>

  /** Throws `gpu` when a canvas was drawn with a 2-D context before: a canvas has one kind of context for life. */
  constructor(canvases: PanelCanvases, device: GPUDevice, format: GPUTextureFormat) {
    this.#device = device
    this.#contexts = PANEL_NAMES.flatMap((panel) => {
      const canvas = canvases[panel]
      if (!canvas) return []
      const context = canvas.getContext('webgpu') as GPUCanvasContext | null
      if (!context)
        throw new SeisError('gpu', 'A panel cannot be drawn by WebGPU', { where: panel, todo: 'reload the page' })
      context.configure({ device, format, alphaMode: 'premultiplied' })
      return [{ panel, context }]
    })
    this.#renderer = DensityRenderer.create(device, format)
    this.#uploads = {
      before: new UploadedBlock(device),
      after: new UploadedBlock(device),
      replaced: new UploadedBlock(device),
    }
  }

  draw(scene: PanelScene): void {
    const { replaced } = scene
    const by = replaced === null ? {} : { [replaced.of]: this.#uploads.replaced.upload(replaced.by) }
    const traces = { ...this.#tilesOf(scene.samples), ...by }
    for (const { size, targets } of this.#targetsBySize()) this.#renderer.draw({ ...scene, ...traces, size, targets })
  }

  clear(): void {
    const encoder = this.#device.createCommandEncoder({ label: 'panels: clear' })
    for (const { context } of this.#contexts) {
      const view = context.getCurrentTexture().createView()
      encoder
        .beginRenderPass({ colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }] })
        .end()
    }
    this.#device.queue.submit([encoder.finish()])
  }

  dispose(): void {
    for (const { context } of this.#contexts) context.unconfigure()
    this.#renderer.dispose()
    for (const upload of Object.values(this.#uploads)) upload.dispose()
  }

  #tilesOf(samples: BeforeAndAfter): Pick<DensityDrawing, 'before' | 'after'> {
    if (samples.kind === 'tiles') return samples
    const before = this.#uploads.before.upload(samples.before)
    return { before, after: samples.after === samples.before ? before : this.#uploads.after.upload(samples.after) }
  }

  /** Panels have one size except for a moment while they are resized. */
  #targetsBySize(): { size: { width: number; height: number }; targets: DensityTarget[] }[] {
    const groups: { size: { width: number; height: number }; targets: DensityTarget[] }[] = []
    for (const { panel, context } of this.#contexts) {
      const texture = context.getCurrentTexture()
      const { width, height } = texture
      const target = { panel, view: texture.createView() }
      const group = groups.find(({ size }) => size.width === width && size.height === height)
      if (group) group.targets.push(target)
      else groups.push({ size: { width, height }, targets: [target] })
    }
    return groups
  }
}

import { CanvasSurface } from './canvas-surface.ts'
import type { PanelCanvases, PanelSurface } from './panel-scene.ts'
import { pixelContext } from './pixel-context.ts'

export type { PanelCanvases, PanelSurface } from './panel-scene.ts'

/**
 * A surface on fresh canvases. A canvas keeps one kind of context for life, so that a change between a device and none needs
 * new canvas elements; it throws otherwise.
 */
export type CreateSurface = (canvases: PanelCanvases) => PanelSurface

/** The first canvas of a page has it wait for the process that shows it: ahead of those that somebody waits for. */
function prepareCanvases(): void {
  const context = pixelContext(document.createElement('canvas'))
  context?.putImageData(new ImageData(1, 1), 0, 0)
}

export const createCanvasSurface: CreateSurface = (canvases) => new CanvasSurface(canvases)

/** By WebGPU where there is a device, whose shaders are fetched only then, else by 2-D canvases. */
export async function surfacesOn(device: GPUDevice | null): Promise<CreateSurface> {
  if (device === null) {
    prepareCanvases()
    return createCanvasSurface
  }
  const { WebGpuSurface } = await import('./webgpu-surface.ts')
  return (canvases) => new WebGpuSurface(canvases, device, navigator.gpu.getPreferredCanvasFormat())
}

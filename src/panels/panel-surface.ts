import { CanvasSurface } from './canvas-surface.ts'
import type { PanelCanvases, PanelSurface } from './panel-scene.ts'
import { WebGpuSurface } from './webgpu-surface.ts'

export type { PanelCanvases, PanelSurface } from './panel-scene.ts'

/**
 * A surface on fresh canvases: by WebGPU where there is a device, else by 2-D canvases. A canvas keeps one kind of
 * context for life, so that a change between a device and none needs new canvas elements; it throws otherwise.
 */
export function createPanelSurface(canvases: PanelCanvases, device: GPUDevice | null): PanelSurface {
  if (device === null) return new CanvasSurface(canvases)
  return new WebGpuSurface(canvases, device, navigator.gpu.getPreferredCanvasFormat())
}

import type { PanelContent, PanelScene } from './panel-scene.ts'

/** The canvases of the panels that are on the screen, sized by the caller in device pixels. */
export type PanelCanvases = Partial<Readonly<Record<PanelContent, HTMLCanvasElement | OffscreenCanvas>>>

/**
 * Draws scenes into up to three canvases. Both implementations follow the drawing rule in README.md, so that the
 * rest of the program does not care which one it has. `draw` uses the size that each canvas has at that moment and
 * returns before the GPU is done; pixels of all panels change in the same frame.
 */
export interface PanelSurface {
  readonly kind: 'webgpu' | 'canvas2d'
  draw(scene: PanelScene): void
  /** Makes the panels transparent: no gather. */
  clear(): void
  /** Frees what the surface made; canvases and the device stay with their owners. */
  dispose(): void
}

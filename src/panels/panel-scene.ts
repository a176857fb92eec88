import type { TraceBlock } from '../core/gather.ts'
import type { ColourMapName, PanelName, Viewport } from '../core/view.ts'
import type { BeforeAndAfter } from '../gpu/trace-tiles.ts'
import type { GainField } from './gain.ts'
import type { WiggleStyle } from './wiggle.ts'

/** All that decides the pixels of the three panels; plain data, drawn again whenever any of it changes. */
export interface PanelScene {
  readonly samples: BeforeAndAfter
  /** Samples in memory, of the same size, that are drawn in place of Before or After; null for none. */
  readonly replaced: Replacement | null
  readonly viewport: Viewport
  /** Where a sample is larger than a pixel: linear between neighbours, in place of rectangles. */
  readonly isSmooth: boolean
  /** Multiplies Before and After, and with them Noise, ahead of all that follows; null for none. */
  readonly gain: GainField | null
  /** Amplitude (> 0) that takes the last colour in Before and After. */
  readonly clip: number
  /** Noise takes the last colour at clip / noiseGain. */
  readonly noiseGain: number
  readonly colourMap: ColourMapName
  readonly reversed: boolean
  /** Wiggles over the colours; null for none. */
  readonly wiggle: WiggleStyle | null
}

export interface Replacement {
  readonly of: 'before' | 'after'
  readonly by: TraceBlock
}

/** Amplitude that takes the last colour of the map in one panel. */
export function amplitudeLimit(panel: PanelName, scene: Pick<PanelScene, 'clip' | 'noiseGain'>): number {
  return panel === 'noise' ? scene.clip / scene.noiseGain : scene.clip
}

/** The canvases of the panels that are on the screen, sized by the caller in device pixels. */
export type PanelCanvases = Partial<Readonly<Record<PanelName, PanelCanvas>>>
export type PanelCanvas = HTMLCanvasElement | OffscreenCanvas

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

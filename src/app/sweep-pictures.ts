/** The pictures of a sweep, or of one gather of a batch, by the density rule of the panels: all of one gather, with one clip. */

import type { Gather, TraceBlock } from '../core/gather.ts'
import { fitViewport, type PanelName, type TracePlaces, type Viewport } from '../core/view.ts'
import { densityPixels, type PixelMeans, pixelMeans } from '../panels/density-canvas.ts'
import type { GainField } from '../panels/gain.ts'
import { imagePixels } from '../panels/image-canvas.ts'
import type { PanelScene } from '../panels/panel-scene.ts'
import { pixelContext } from '../panels/pixel-context.ts'
import type { PanelSize } from '../panels/viewport.ts'

/** A picture of one cell of the sheet. */
export interface SweepPicture {
  readonly cell: number
  readonly panel: PanelName | 'leakage'
}

export interface SweepPictures {
  /** Another gather: all pictures go. Gain and places as the panels draw it with; without places traces are evenly spaced. */
  begin(gather: Gather, gain: GainField | null, places?: TracePlaces | null): void
  setAfter(cell: number, after: TraceBlock): void
  setLeakageMap(cell: number, map: TraceBlock): void
  hasLeakageMap(cell: number): boolean
  /** Draws into the canvas from now on, which gets its size in answer; null lets go of it. */
  attach(canvas: HTMLCanvasElement, picture: SweepPicture | null): void
  /** All again, as after a change of the colours. */
  redraw(): void
  clear(): void
}

export type PictureColours = Pick<PanelScene, 'clip' | 'noiseGain' | 'colourMap' | 'reversed'>

/** Pixels of a picture; the page shows it larger or smaller. */
const SIZE: PanelSize = { width: 320, height: 200 }

export function createSweepPictures(colours: () => PictureColours, size: PanelSize = SIZE): SweepPictures {
  let drawn: { readonly before: PixelMeans; readonly gain: GainField | null } | null = null
  let spacing: TracePlaces | null = null
  const afters = new Map<number, PixelMeans>()
  const maps = new Map<number, Uint8ClampedArray<ArrayBuffer>>()
  const canvases = new Map<HTMLCanvasElement, SweepPicture>()

  const all = (block: TraceBlock): Viewport =>
    spacing === null ? fitViewport(block) : { ...fitViewport(block), places: spacing }
  const meansOf = (block: TraceBlock, gain: GainField | null): PixelMeans => pixelMeans(block, all(block), size, gain)

  function pixelsOf({ cell, panel }: SweepPicture): Uint8ClampedArray<ArrayBuffer> | undefined {
    if (panel === 'leakage') return maps.get(cell)
    const after = afters.get(cell)
    return drawn === null || after === undefined ? undefined : densityPixels(drawn.before, after, panel, colours())
  }

  function draw(canvas: HTMLCanvasElement, picture: SweepPicture): void {
    const context = pixelContext(canvas)
    const pixels = pixelsOf(picture)
    if (pixels === undefined) context?.clearRect(0, 0, canvas.width, canvas.height)
    else context?.putImageData(new ImageData(pixels, size.width, size.height), 0, 0)
  }

  const drawCell = (cell: number): void => {
    for (const [canvas, picture] of canvases) if (picture.cell === cell) draw(canvas, picture)
  }

  const redraw = (): void => {
    for (const [canvas, picture] of canvases) draw(canvas, picture)
  }

  return {
    begin(gather, gain, places = null) {
      afters.clear()
      maps.clear()
      spacing = places
      drawn = { before: meansOf(gather, gain), gain }
      redraw()
    },
    setAfter(cell, after) {
      if (drawn === null) return
      afters.set(cell, meansOf(after, drawn.gain))
      drawCell(cell)
    },
    setLeakageMap(cell, map) {
      maps.set(cell, imagePixels(map, all(map), size))
      drawCell(cell)
    },
    hasLeakageMap: (cell) => maps.has(cell),
    attach(canvas, picture) {
      if (picture === null) {
        canvases.delete(canvas)
        return
      }
      if (canvas.width !== size.width || canvas.height !== size.height) Object.assign(canvas, size)
      canvases.set(canvas, picture)
      draw(canvas, picture)
    },
    redraw,
    clear() {
      drawn = null
      afters.clear()
      maps.clear()
      redraw()
    },
  }
}

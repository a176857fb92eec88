/**
 * The context of a canvas that is kept in memory: what is drawn are pixels from there, or a few marks, and for a canvas of
 * the graphics card the page would wait until the process that shows it has time, up to a second and a half while a batch
 * runs. Null where the canvas has a context of another kind.
 */
export function pixelContext(canvas: HTMLCanvasElement): CanvasRenderingContext2D | null
export function pixelContext(
  canvas: HTMLCanvasElement | OffscreenCanvas,
): CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null
export function pixelContext(canvas: HTMLCanvasElement | OffscreenCanvas) {
  // The two kinds of canvas have one method, which TypeScript does not see.
  return (canvas as HTMLCanvasElement).getContext('2d', { willReadFrequently: true })
}

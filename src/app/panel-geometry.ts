/** The pure geometry of the panels, for the axes and cursors that the page draws around them, and canvases like theirs. */
export {
  clampWindow,
  gripAt,
  movedWindow,
  type WindowGrip,
  windowBetween,
  windowEdges,
} from '../panels/analysis-window.ts'
export { type AxisTick, headerTicks, niceStep, timeMsAt, timeTicks, traceTicks } from '../panels/axes.ts'
export { COLOUR_MAP_LABELS, colourGradient } from '../panels/colour-maps.ts'
export { headerStrip } from '../panels/header-strip.ts'
export { rampGradient } from '../panels/image-canvas.ts'
export { pixelContext } from '../panels/pixel-context.ts'
export { endPositionOf, positionOf, traceAt } from '../panels/trace-places.ts'
export { type PanelSize, sampleAt, toData, toPixel, toView } from '../panels/viewport.ts'
export { MIN_WIGGLE_SPACING, traceSpacing } from '../panels/wiggle.ts'

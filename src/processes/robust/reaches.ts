/** Traces over which levels are compared: those of the gather at the start, those of residuals and floors later. */
export const START_APERTURE = 9
export const WEIGHTS_APERTURE = 7

/** How far from a trace the passes read. */
export const START_REACH = (START_APERTURE - 1) / 2
export const WEIGHTS_REACH = (WEIGHTS_APERTURE - 1) / 2

/** How often residuals are weighed. */
export const ITERATIONS = 4

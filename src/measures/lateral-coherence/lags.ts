/** Samples by which a neighbour may be shifted, up or down: at 2 ms and 12.5 m, what is faster than 1560 m/s. */
export const MAX_LAG = 4
export const LAGS = 2 * MAX_LAG + 1

/** Median of the magnitudes of normally distributed values, by their standard deviation. */
export const NORMAL_MEDIAN = 0.6745

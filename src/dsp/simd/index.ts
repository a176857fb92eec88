export { listOutliers, magnitudes } from './cells'
export { decimatePair, dilate, dilatePair, extend, scatterDilated, scatterUpsampled, split, upsample } from './filters'
export { applyFactors, passOfFive, passOfFour, passOfOdd, passOfThree, passOfTwo } from './fourier'
export { addFrames, mergeSpectra, packFrames, splitSpectra } from './frames'
export { medianMad } from './medians'
export { medianAbsolute } from './noise'
export { listNonZero, shrink, shrinkByScales, spreadScales } from './shrinkage'

/** Where free memory starts, in bytes. */
export const heapStart: usize = __heap_base

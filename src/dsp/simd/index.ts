export { cellThresholds, gather, listOutliers, magnitudes, ruledGains, sumChanges } from './cells'
export { decimatePair, dilate, dilatePair, extend, scatterDilated, scatterUpsampled, split, upsample } from './filters'
export { applyFactors, passOfFive, passOfFour, passOfOdd, passOfThree, passOfTwo } from './fourier'
export { addFrames, addWeighted, mergeSpectra, packFrames, splitSpectra } from './frames'
export { rotateColumns } from './jacobi'
export { medianMad } from './medians'
export { medianAbsolute } from './noise'
export { listLarge, listLargeByScales, shrinkListed, shrinkListedByScales, spreadScales } from './shrinkage'
export { packTraces, unpackTraces } from './traces'

/** Where free memory starts, in bytes. */
export const heapStart: usize = __heap_base

/** Weights of a Gaussian of standard deviation `sigma` at whole distances, up to four times that, adding up to 1 (scipy.ndimage.gaussian_filter1d). */
export function gaussianWeights(sigma: number): Float64Array {
  const reach = Math.floor(4 * sigma + 0.5)
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-0.5 * ((i - reach) / sigma) ** 2))
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => weight / sum)
}

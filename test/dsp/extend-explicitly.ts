/** x with `extent` samples on both sides, by PyWavelets' border modes; written out for tests, for extent <= n. */
export function extendExplicitly(x: Float64Array, mode: string, extent: number): Float64Array {
  const n = x.length
  const first = x[0]!
  const last = x[n - 1]!
  const at = (i: number): number => x[i]!
  const left = (k: number): number => {
    switch (mode) {
      case 'zero':
        return 0
      case 'constant':
        return first
      case 'symmetric':
        return at(k - 1)
      case 'antisymmetric':
        return -at(k - 1)
      case 'reflect':
        return at(k)
      case 'antireflect':
        return 2 * first - at(k)
      case 'smooth':
        return first - k * (at(1) - first)
      case 'periodic':
        return at(n - k)
      default:
        throw new Error(`no border mode ${mode}`)
    }
  }
  const right = (k: number): number => {
    switch (mode) {
      case 'zero':
        return 0
      case 'constant':
        return last
      case 'symmetric':
        return at(n - k)
      case 'antisymmetric':
        return -at(n - k)
      case 'reflect':
        return at(n - 1 - k)
      case 'antireflect':
        return 2 * last - at(n - 1 - k)
      case 'smooth':
        return last + k * (last - at(n - 2))
      default:
        return at(k - 1)
    }
  }
  return Float64Array.from({ length: n + 2 * extent }, (_, i) => {
    if (i < extent) return left(extent - i)
    return i < extent + n ? at(i - extent) : right(i - extent - n + 1)
  })
}

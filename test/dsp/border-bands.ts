/** PyWavelets' border modes, by one level of transforms that know but their own: shared by the tests of both engines. */
import { waveletFilters } from '../../src/dsp/wavelets.ts'
import { type ReferenceCase, readReference } from '../reference-cases.ts'

/** A signal whose one-level bands hold cA and cD of a case of kind `border`, and where. */
export interface BorderSignal {
  readonly transform: 'dwt' | 'swt'
  readonly wavelet: string
  readonly signal: Float64Array
  /** What a band of that signal holds of the case's band. */
  readonly pick: (band: ArrayLike<number>) => Float64Array
}

/** Modes that no process offers as well: the signal is extended beforehand. */
export function borderSignal({ inputs, params }: ReferenceCase): BorderSignal {
  const x = Float64Array.from(readReference(inputs['x']!).data)
  const { name: wavelet, length: nTaps } = waveletFilters(String(params['wavelet']))
  const mode = String(params['mode'])
  const picking = (isWanted: (index: number) => boolean) => (band: ArrayLike<number>) =>
    Float64Array.from(band).filter((_, i) => isWanted(i))
  if (mode === 'periodization') {
    // The even samples of the stationary transform, an odd signal being repeated at its end.
    const signal = x.length % 2 === 0 ? x : Float64Array.from([...x, x.at(-1)!])
    return { transform: 'swt', wavelet, signal, pick: picking((i) => i % 2 === 0) }
  }
  const start = nTaps / 2
  const end = start + Math.floor((x.length + nTaps - 1) / 2)
  const signal = extendExplicitly(x, mode, nTaps)
  return { transform: 'dwt', wavelet, signal, pick: picking((i) => i >= start && i < end) }
}

/** x with `extent` samples on both sides, by PyWavelets' border modes; written out for tests, for extent <= n. */
function extendExplicitly(x: Float64Array, mode: string, extent: number): Float64Array {
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

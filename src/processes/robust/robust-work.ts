import { LateralRows } from '../../dsp/lateral-rows.ts'
import { SimdHeap } from '../../dsp/simd-heap.ts'
import { TraceReader, TraceWriter, traceIoFloats } from '../../dsp/trace-io.ts'
import { keptLast } from '../kept-last.ts'
import { START_APERTURE } from './reaches.ts'

/** What the passes work with. */
export interface RobustWork {
  readonly readers: readonly [TraceReader, TraceReader, TraceReader]
  readonly writers: readonly [TraceWriter, TraceWriter]
  /** N_ROWS rows of a trace. */
  readonly lateral: LateralRows
  /** Of a trace, in the heap, for whatever is being measured. */
  readonly scratch: readonly [Float64Array, Float64Array, Float64Array, Float64Array, Float64Array]
}

const N_ROWS = 4
const N_SCRATCH = 5

export const robustWork = keptLast((nSamples: number): RobustWork => {
  const nFloats = 5 * traceIoFloats(nSamples) + LateralRows.floats(nSamples, N_ROWS, START_APERTURE)
  const heap = new SimdHeap(8 * (nFloats + N_SCRATCH * (nSamples + 4) + 64))
  const reader = () => new TraceReader(heap, nSamples)
  const writer = () => new TraceWriter(heap, nSamples)
  const floats = () => heap.floats(nSamples)
  return {
    readers: [reader(), reader(), reader()],
    writers: [writer(), writer()],
    lateral: new LateralRows(heap, nSamples, N_ROWS, START_APERTURE),
    scratch: [floats(), floats(), floats(), floats(), floats()],
  }
})

/** `value` kept within -limit .. limit. */
export function clipped(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value))
}

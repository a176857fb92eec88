import type { TraceRows } from '../../core/gather.ts'
import type { FramePlane } from '../../dsp/lateral-patches.ts'
import { coveringFrames, type StftPlan, stftPlan } from '../../dsp/stft.ts'
import { TraceReader, TraceWriter, traceIoFloats } from '../../dsp/trace-io.ts'
import { sineWindow } from '../../dsp/windows.ts'
import { keptLast } from '../kept-last.ts'

export interface FrameShape {
  readonly nSamples: number
  readonly windowSamples: number
}

/** Frames of spans of traces, a quarter of the window apart, under sine windows both ways: every sample is in four. */
export class TraceFrames {
  readonly stft: StftPlan
  readonly #reader: TraceReader
  readonly #writer: TraceWriter
  readonly #cells: { readonly re: Float64Array; readonly im: Float64Array }
  readonly #planes: Plane[] = []

  constructor({ nSamples, windowSamples }: FrameShape) {
    const hopSamples = windowSamples / 4
    const nCells = (windowSamples / 2 + 1) * (coveringFrames(nSamples, windowSamples, hopSamples) + 1)
    this.stft = stftPlan(
      {
        nSamples,
        windowSamples,
        hopSamples,
        boundary: 'reflect',
        window: sineWindow(windowSamples),
        isCovering: true,
      },
      2 * nCells + 2 * traceIoFloats(nSamples) + 64,
    )
    const { heap } = this.stft
    this.#reader = new TraceReader(heap, nSamples)
    this.#writer = new TraceWriter(heap, nSamples)
    this.#cells = { re: heap.floats(nCells), im: heap.floats(nCells) }
  }

  /** The frames of traces [startTrace, endTrace), each multiplied by factors[trace]; `plane` numbers what is in use at once. */
  of(rows: TraceRows, startTrace: number, endTrace: number, factors: Float64Array | null, plane: number): FramePlane {
    const { stft } = this
    const frames = this.empty(startTrace, endTrace, plane)
    const { re, im } = this.#cells
    this.#reader.start(rows, endTrace)
    for (let trace = startTrace; trace < endTrace; trace++) {
      const factor = factors === null ? 1 : factors[trace]!
      const samples = this.#reader.read(trace)
      for (let i = 0; i < stft.nSamples; i++) stft.signal[i] = factor * samples[i]!
      stft.forward(0, stft.nBins, this.#cells)
      for (let frame = 0; frame < stft.nFrames; frame++) {
        const to = (frame * frames.width + trace - startTrace) * stft.nBins
        for (let bin = 0; bin < stft.nBins; bin++) {
          frames.re[to + bin] = re[bin * stft.nLanes + frame]!
          frames.im[to + bin] = im[bin * stft.nLanes + frame]!
        }
      }
    }
    return frames
  }

  /** Frames of zeros. */
  empty(startTrace: number, endTrace: number, plane: number): FramePlane {
    const { nFrames, nBins } = this.stft
    const width = endTrace - startTrace
    const length = nFrames * width * nBins
    const known = this.#planes[plane]
    const memory = known && known.re.length >= length ? known : planeOf(length)
    this.#planes[plane] = memory
    memory.re.fill(0, 0, length)
    memory.im.fill(0, 0, length)
    return { ...memory, nBins, startTrace, width }
  }

  /** Writes the traces that frames give, each multiplied by factors[trace]. */
  write(frames: FramePlane, rows: TraceRows, startTrace: number, endTrace: number, factors: Float64Array | null): void {
    const { stft } = this
    const { re, im } = this.#cells
    this.#writer.start(rows, startTrace)
    for (let trace = startTrace; trace < endTrace; trace++) {
      for (let frame = 0; frame < stft.nFrames; frame++) {
        const from = (frame * frames.width + trace - frames.startTrace) * stft.nBins
        for (let bin = 0; bin < stft.nBins; bin++) {
          re[bin * stft.nLanes + frame] = frames.re[from + bin]!
          im[bin * stft.nLanes + frame] = frames.im[from + bin]!
        }
      }
      stft.signal.fill(0)
      stft.inverse(this.#cells, 0, stft.nBins)
      const factor = factors === null ? 1 : factors[trace]!
      for (let i = 0; i < stft.nSamples; i++) stft.signal[i] = factor * stft.signal[i]!
      this.#writer.write(stft.signal)
    }
    this.#writer.finish()
  }
}

export const traceFrames = keptLast((shape: FrameShape) => new TraceFrames(shape))

/** Power of a frame's cells by the variance of white noise: the sum of squares of the window by the square of its sum. */
export function frameNoiseGain(windowSamples: number): number {
  return (windowSamples / 2) * Math.sin(Math.PI / (2 * windowSamples)) ** 2
}

/** Memory that the frames of a trace take: complex numbers for every two samples, in double precision, four times over. */
export function framesBytesPerTrace(nSamples: number): number {
  return 4 * 16 * nSamples
}

interface Plane {
  readonly re: Float64Array
  readonly im: Float64Array
}

function planeOf(length: number): Plane {
  return { re: new Float64Array(length), im: new Float64Array(length) }
}

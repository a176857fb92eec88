import { reflectedIndex } from '../../dsp/extension.ts'
import { HankelShrinkage } from '../../dsp/hankel-shrinkage.ts'
import { sineWindow } from '../../dsp/windows.ts'
import { bandBins } from '../band-bins.ts'
import { cellNoise, cellNoiseRuns } from '../cell-noise.ts'
import type { Finding, GatherReference, PassTask } from '../gather-process.ts'
import { keptLast } from '../kept-last.ts'
import { type LateralWindow, LateralWindows } from '../lateral-windows.ts'
import { protecting } from '../signal-protection.ts'
import { signalShare } from '../signal-share.ts'
import { balanceRuns, balancingFactors, undoingFactors } from '../trace-balance.ts'
import { framesBytesPerTrace, traceFrames } from '../trace-frames.ts'
import { cadzowParams } from './params.ts'

/**
 * Cadzow filter in windows along time and across traces: at each frequency what has few dips is signal. How many is not
 * asked: singular values are shrunk by the noise power of the gather. Beyond the gather traces are reflected.
 */
export const cadzowReference: GatherReference = protecting({
  *passes(gather, step) {
    const { k, fmaxHz, windowSamples, windowTraces, balance } = cadzowParams(step)
    const factors = yield* balancingFactors(gather, 'input', balance)
    const noise = yield* cellNoise(gather, 'input', factors, windowSamples)
    const [, endBin] = bandBins(windowSamples, gather.sampleIntervalMs, { fminHz: 0, fmaxHz })
    yield {
      name: 'shrink',
      reads: { input: 'input' },
      writes: { output: 'output' },
      haloTraces: windowTraces - 1,
      bytesPerTrace: framesBytesPerTrace(gather.nSamples),
      given: { factors, noise, k, windowSamples, windowTraces, endBin },
    }
    return {}
  },
  runs: { ...balanceRuns, ...cellNoiseRuns, shrink },
})

interface ShrinkGiven {
  readonly factors: Float64Array
  readonly noise: Float64Array
  readonly k: number
  readonly windowSamples: number
  readonly windowTraces: number
  /** Bins from here on are not filtered. */
  readonly endBin: number
}

const windowsOf = keptLast(
  ({ nTraces, windowTraces }: { nTraces: number; windowTraces: number }) =>
    new LateralWindows(nTraces, sineWindow(windowTraces)),
)

function shrink({ pass, span, rows }: PassTask): Finding {
  const { factors, noise, k, windowSamples, windowTraces, endBin } = pass.given as unknown as ShrinkGiven
  const { nSamples, nTraces } = rows['input']!
  const { startTrace, endTrace } = span
  const frames = traceFrames({ nSamples, windowSamples })
  const { nFrames, nBins } = frames.stft
  const input = frames.of(rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const output = frames.empty(startTrace, endTrace, 1)
  const hankel = new HankelShrinkage(windowTraces)
  const powers = new Float64Array(windowTraces)

  const addWindow = (frame: number, bin: number, { start, weights }: LateralWindow) => {
    const { re, im } = hankel
    for (let m = 0; m < windowTraces; m++) {
      const trace = reflectedIndex(start + m, nTraces)
      const from = (frame * input.width + trace - input.startTrace) * nBins + bin
      re[m] = input.re[from]!
      im[m] = input.im[from]!
    }
    let share = 1
    if (bin < endBin) hankel.run(k * k * noise[bin]!)
    else {
      for (let m = 0; m < windowTraces; m++) powers[m] = re[m]! ** 2 + im[m]! ** 2
      share = signalShare(powers, windowTraces, noise[bin]!)
    }
    for (let m = Math.max(0, startTrace - start); m < Math.min(windowTraces, endTrace - start); m++) {
      const to = (frame * output.width + start + m - startTrace) * nBins + bin
      output.re[to]! += share * weights[m]! * re[m]!
      output.im[to]! += share * weights[m]! * im[m]!
    }
  }

  for (const window of windowsOf({ nTraces, windowTraces }).touching(startTrace, endTrace)) {
    for (let frame = 0; frame < nFrames; frame++) {
      for (let bin = 0; bin < nBins; bin++) addWindow(frame, bin, window)
    }
  }
  frames.write(output, rows['output']!, startTrace, endTrace, undoingFactors(factors))
  return new Float64Array(0)
}

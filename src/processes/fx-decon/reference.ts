import { Prediction } from '../../dsp/prediction.ts'
import { sineWindow } from '../../dsp/windows.ts'
import { balanceRuns, balancingFactors, undoingFactors } from '../balance/trace-balance.ts'
import { bandBins } from '../band-bins.ts'
import type { Finding, GatherReference, PassTask } from '../gather-process.ts'
import { keptLast } from '../kept-last.ts'
import { protecting } from '../protection/signal-protection.ts'
import { framesBytesPerTrace, traceFrames } from '../wiener/trace-frames.ts'
import { cellNoise, cellNoiseRuns } from '../windows/cell-noise.ts'
import { type LateralWindow, LateralWindows } from '../windows/lateral-windows.ts'
import { signalShare } from '../windows/signal-share.ts'
import { fxDeconParams } from './params.ts'

/** A loud trace that is brought down to the others is loud noise again when that is undone: only the loudest are. */
export const BALANCE_LEVEL = 3

/**
 * f-x deconvolution in windows along time and across traces. What neighbouring traces predict at a frequency is signal
 * (Canales 1984; Gulunay 1986). What they do not is noise as far as it is no stronger than the noise of the gather: the
 * rest is kept, so that a gather without noise comes back.
 */
export const fxDeconReference: GatherReference = protecting({
  *passes(gather, step) {
    const { points, fmaxHz, windowSamples, windowTraces, balance } = fxDeconParams(step)
    const factors = yield* balancingFactors(gather, 'input', balance, BALANCE_LEVEL)
    const noise = yield* cellNoise(gather, 'input', factors, windowSamples)
    const [, endBin] = bandBins(windowSamples, gather.sampleIntervalMs, { fminHz: 0, fmaxHz })
    yield {
      name: 'predict',
      reads: { input: 'input' },
      writes: { output: 'output' },
      haloTraces: windowTraces - 1,
      bytesPerTrace: framesBytesPerTrace(gather.nSamples),
      given: { factors, noise, points, windowSamples, windowTraces, endBin },
    }
    return {}
  },
  runs: { ...balanceRuns, ...cellNoiseRuns, predict },
})

interface PredictGiven {
  readonly factors: Float64Array
  readonly noise: Float64Array
  readonly points: number
  readonly windowSamples: number
  readonly windowTraces: number
  /** Bins from here on are not predicted. */
  readonly endBin: number
}

const windowsOf = keptLast(
  ({ nTraces, windowTraces }: { nTraces: number; windowTraces: number }) =>
    new LateralWindows(nTraces, predictionTaper(windowTraces)),
)

/** By which windows overlap. */
export function predictionTaper(windowTraces: number): Float64Array {
  return sineWindow(windowTraces).map((w) => w ** 2)
}

function predict({ pass, span, rows }: PassTask): Finding {
  const { factors, noise, points, windowSamples, windowTraces, endBin } = pass.given as unknown as PredictGiven
  const { nSamples, nTraces } = rows['input']!
  const { startTrace, endTrace } = span
  const frames = traceFrames({ nSamples, windowSamples })
  const { nFrames, nBins } = frames.stft
  const input = frames.of(rows['input']!, span.haloStartTrace, span.haloEndTrace, factors, 0)
  const output = frames.empty(startTrace, endTrace, 1)
  const prediction = new Prediction(points, windowTraces)
  const powers = new Float64Array(windowTraces)

  const addWindow = (frame: number, bin: number, { start, weights }: LateralWindow) => {
    const first = Math.max(0, start)
    const count = Math.min(nTraces, start + windowTraces) - first
    const { traces, predicted } = prediction
    for (let t = 0; t < count; t++) {
      const from = (frame * input.width + first + t - input.startTrace) * nBins + bin
      traces.re[t] = input.re[from]!
      traces.im[t] = input.im[from]!
    }
    if (bin < endBin) prediction.run(count)
    else {
      predicted.re.fill(0, 0, count)
      predicted.im.fill(0, 0, count)
    }
    let nPowers = 0
    for (let t = 0; t < count; t++) {
      if (!prediction.isPredicted(t, count)) continue
      powers[nPowers++] = (traces.re[t]! - predicted.re[t]!) ** 2 + (traces.im[t]! - predicted.im[t]!) ** 2
    }
    const kept = nPowers === 0 ? 1 : signalShare(powers, nPowers, noise[bin]!)
    for (let t = Math.max(0, startTrace - first); t < Math.min(count, endTrace - first); t++) {
      const share = prediction.isPredicted(t, count) ? kept : 1
      const weight = weights[first + t - start]!
      const to = (frame * output.width + first + t - startTrace) * nBins + bin
      output.re[to]! += weight * (predicted.re[t]! + share * (traces.re[t]! - predicted.re[t]!))
      output.im[to]! += weight * (predicted.im[t]! + share * (traces.im[t]! - predicted.im[t]!))
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

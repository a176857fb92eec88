import type { TraceBlock } from '../../core/gather.ts'
import {
  type AmplitudeSpectra,
  type FkSpectrum,
  SPECTRUM_FLOOR_DB,
  type Spectra,
  type SpectrumChoice,
} from '../../core/spectra.ts'
import type { PanelName } from '../../core/view.ts'
import { fftPlan } from '../../dsp/fft.ts'
import { runPowers } from '../noise-spectrum/reference.ts'
import { segmentCount, segmentWindow } from '../noise-spectrum/segments.ts'

/** Longer traces are averaged over segments of so many samples: at 2 ms, frequencies 0.98 Hz apart. */
const MOST_SAMPLES = 512
/** Of a patch of the f-k spectrum. */
const PATCH = { samples: 256, traces: 128 } as const

/** Spectra of a part of a gather before and after a run. */
export function spectraOf(before: TraceBlock, after: TraceBlock, choice: SpectrumChoice): Spectra {
  return choice === 'amplitude' ? amplitudeSpectra(before, after) : fkSpectrum(before, after, choice)
}

/** Square roots of the mean powers of `runPowers` in dB; 0 dB is the largest of Before, or of all where Before has none. */
export function amplitudeSpectra(before: TraceBlock, after: TraceBlock): AmplitudeSpectra {
  const nPoints = Math.min(MOST_SAMPLES, evenAtLeast(before.nSamples))
  const powers = runPowers(before, after, nPoints)
  const top = Math.max(...powers.before) || Math.max(...powers.after)
  return {
    kind: 'amplitude',
    nPoints,
    db: {
      before: inDb(powers.before, top),
      after: inDb(powers.after, top),
      noise: inDb(powers.removed, top),
    },
  }
}

/**
 * The averaged periodogram of Welch (1967) in two dimensions: of patches of up to 256 samples x 128 traces under Hann
 * windows, overlapping by half, |sum over i, j of w[i] v[j] x[i, j] exp(-2 pi i (f i - k j))|^2. An event that comes later by
 * p samples from trace to trace lies at k = p f.
 */
export function fkSpectrum(before: TraceBlock, after: TraceBlock, panel: PanelName): FkSpectrum {
  const nt = Math.min(PATCH.samples, evenAtLeast(before.nSamples))
  const nx = Math.min(PATCH.traces, evenAtLeast(before.nTraces))
  const [overTime, overTraces] = [segmentWindow(nt), segmentWindow(nx)]
  const [nFrequencies, nWavenumbers] = [nt / 2 + 1, nx + 1]
  const powers = new Float64Array(nFrequencies * nWavenumbers)
  const patch = { re: new Float64Array(nt * nx), im: new Float64Array(nt * nx) }
  for (let row = 0; row < segmentCount(before.nSamples, nt / 2); row++) {
    for (let column = 0; column < segmentCount(before.nTraces, nx / 2); column++) {
      for (let at = 0; at < nt * nx; at++) {
        const [i, j] = [Math.floor(at / nx), at % nx]
        const sample = sampleOf(before, after, panel, (row * nt) / 2 + i, (column * nx) / 2 + j)
        patch.re[at] = overTime[i]! * overTraces[j]! * sample
      }
      patch.im.fill(0)
      transform(patch, nt, nx)
      for (let f = 0; f < nFrequencies; f++) {
        for (let m = 0; m < nWavenumbers; m++) {
          // exp(+2 pi i k j): the transform's wavenumber turns about.
          const at = f * nx + ((nx + nx / 2 - m) % nx)
          powers[f * nWavenumbers + m]! += patch.re[at]! ** 2 + patch.im[at]! ** 2
        }
      }
    }
  }
  const top = powers.reduce((most, power) => Math.max(most, power), 0)
  return { kind: 'fk', panel, nFrequencies, nWavenumbers, db: inDb(powers, top) }
}

function sampleOf(before: TraceBlock, after: TraceBlock, panel: PanelName, i: number, j: number): number {
  if (i >= before.nSamples || j >= before.nTraces) return 0
  const at = i * before.nTraces + j
  const [input, output] = [before.samples[at]!, after.samples[at]!]
  const sample = panel === 'before' ? input : panel === 'after' ? output : input - output
  return Number.isFinite(sample) ? sample : 0
}

/** In place, along both axes of (nt, nx). */
function transform({ re, im }: Readonly<Record<'re' | 'im', Float64Array>>, nt: number, nx: number): void {
  for (let i = 0; i < nt; i++) {
    fftPlan(nx).forward(re.subarray(i * nx, (i + 1) * nx), im.subarray(i * nx, (i + 1) * nx))
  }
  const [columnRe, columnIm] = [new Float64Array(nt), new Float64Array(nt)]
  for (let j = 0; j < nx; j++) {
    for (let i = 0; i < nt; i++) {
      columnRe[i] = re[i * nx + j]!
      columnIm[i] = im[i * nx + j]!
    }
    fftPlan(nt).forward(columnRe, columnIm)
    for (let i = 0; i < nt; i++) {
      re[i * nx + j] = columnRe[i]!
      im[i * nx + j] = columnIm[i]!
    }
  }
}

function inDb(powers: Float64Array, top: number): Float64Array {
  return powers.map((power) =>
    power > 0 ? Math.max(SPECTRUM_FLOOR_DB, 10 * Math.log10(power / top)) : SPECTRUM_FLOOR_DB,
  )
}

function evenAtLeast(count: number): number {
  return Math.max(2, count + (count % 2))
}

import { fkPatches } from '../wiener/fk-patches.ts'
import { lateralFrames } from '../wiener/lateral-frames.ts'
import type { CellShape, LateralPart } from '../wiener/lateral-part.ts'
import { APERTURE, PATCH_TRACES } from './params.ts'

export interface Method {
  readonly name: string
  readonly part: LateralPart
  readonly k: number
  readonly shape: CellShape
}

/** Both kinds of Wiener filter, by windows of two lengths; the one that suits most gathers first. */
export function methodsOf(samples: number): readonly Method[] {
  return [samples, 4 * samples].flatMap((windowSamples): readonly Method[] => [
    {
      name: `f-k ${windowSamples}`,
      part: fkPatches,
      k: 2.6,
      shape: { windowSamples, lateralTraces: PATCH_TRACES },
    },
    {
      name: `STFT ${windowSamples}`,
      part: lateralFrames,
      k: 1.7,
      shape: { windowSamples, lateralTraces: APERTURE },
    },
  ])
}

export const N_METHODS = 4

/** The shorter length is that of the gather, if four times that is not too long. */
export const LONGEST = 64

/**
 * For the equations to have one solution where methods give the same: far below the differences between them on a gather
 * without noise, which comes back with 110 dB that way and with 75 dB by 1e-6.
 */
export const RIDGE = 1e-12

/** Share of a gather's samples: Gaussian noise alone has up to 0.2 % of outliers. */
export const MOST_OUTLIERS = 0.002

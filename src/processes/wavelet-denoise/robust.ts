import type { WholeGatherSteps } from '../process.ts'
import { safeSpans } from '../robust/robust-spans.ts'
import { waveletDenoiseParams, waveletReach } from './params.ts'
import { waveletDenoiseReference } from './reference.ts'

/** Steps that take out erratic noise first. */
export const robustWaveletSteps: WholeGatherSteps = {
  includes: (step) => waveletDenoiseParams(step).robust === 'safe',
  reference: safeSpans({
    name: 'wavelet',
    reference: waveletDenoiseReference,
    reach: (step) => waveletReach(waveletDenoiseParams(step)),
  }),
}

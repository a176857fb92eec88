/** What a run did to a gather, in figures; null where there is nothing to measure. Each is defined in measures/. */
export interface RunMeasures {
  /** Energy of Noise over energy of Before, in percent. */
  readonly energyRemovedPercent: number | null
  /** Mean local similarity of After and Noise, 0 to 1: signal that was removed with the noise. */
  readonly leakage: number | null
  /** Mean correlation of neighbouring traces of Noise, 0 to 1. */
  readonly noiseCoherence: number | null
  /** Flatness of the spectrum of Noise over the band of Before, 0 to 1: white noise gives 1. */
  readonly noiseWhiteness: number | null
  /** Energy of After over energy of Noise, in dB. */
  readonly snrEstimateDb: number | null
}

export const NO_MEASURES: RunMeasures = {
  energyRemovedPercent: null,
  leakage: null,
  noiseCoherence: null,
  noiseWhiteness: null,
  snrEstimateDb: null,
}

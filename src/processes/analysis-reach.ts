/** Numbers like k: the larger, the less there is to know. */
export interface AnalysisReach {
  /** What an analysis made for a step and kept goes down to. */
  readonly kept: number
  /** What the step itself needs it to go down to. */
  readonly wanted: number
}

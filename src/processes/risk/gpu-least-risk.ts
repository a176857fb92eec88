import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, GpuFigures, PlannedTile } from '../gpu-process.ts'
import type { PlanPart } from '../plan-parts.ts'
import { noiseProbePart, recordNoiseSpectrum, recordProbe } from './gpu-noise-probe.ts'
import { recordPlaneSum } from './gpu-plane-sum.ts'
import { type HeldTile, recordErrors, recordErrorTotals, riskPart } from './gpu-risk.ts'
import type { Choices } from './least-risk.ts'

const LEAST = { shader: 'risk/least_risk.wgsl' } as const

/** A method whose k is to be chosen, on the GPU. */
export interface OpenGpuMethod {
  readonly choices: Choices
  /** What the method makes of a plane: `use` takes it of each tile, with its halo, from where it is held. */
  filter(plane: string, k: number, use: (tile: PlannedTile, held: HeldTile) => void): void
}

/** What it takes to choose k, besides the method and what balances the traces. */
export function leastRiskParts(shape: GatherShape, choices: Choices): readonly PlanPart[] {
  const risk = riskPart(shape, choices.length)
  return [
    noiseProbePart(shape),
    { ...risk, planes: choices.map((_, m) => planeOf(m)), kernels: [...risk.kernels, LEAST] },
  ]
}

/**
 * What a method makes of `input` with the one of the choices for k whose expected error is least: least-risk.ts. `factors` are
 * known. `use` takes the `result` of each tile from its buffer. Leaves nothing of the input there.
 */
export function recordLeastRisk(
  recording: GatherRecording,
  { choices, filter }: OpenGpuMethod,
  figures: BufferSlice,
  use: (tile: PlannedTile) => void,
): void {
  const { plan, recorder, buffer, put } = recording
  const { nSamples, nTraces } = plan.shape
  const nMethods = choices.length
  for (const [m, k] of choices.entries()) filter('input', k, (tile, { result }) => put(tile, result, planeOf(m)))
  recordNoiseSpectrum(recording, { input: 'input', output: planeOf(0) }, figures)
  recordProbe(recording, { plain: 'input', probed: 'probe' })
  for (const [m, k] of choices.entries()) {
    filter('probe', k, (tile, held) => recordErrors(recording, tile, { input: 'input', output: planeOf(m) }, held))
    recordErrorTotals(recording, m)
  }
  recorder.dispatch({
    kernel: LEAST,
    params: { nTraces, nSamples, nMethods },
    bindings: [buffer('methods'), buffer('weights'), figures],
    workgroups: [1, 1, 1],
  })
  const planes = choices.map((_, m) => planeOf(m))
  for (const tile of plan.tiles) {
    recordPlaneSum(recording, tile, planes, buffer('weights'), { term: 'estimate', sum: 'result' })
    use(tile)
  }
}

function planeOf(choice: number): string {
  return `choice ${choice}`
}

/** As the twin has them: balanced samples have no unit. */
export function leastRiskFigures(choices: Choices, isBalanced: boolean): GpuFigures {
  return {
    nValues: choices.length + 2,
    read(values, unit) {
      const power = isBalanced ? 1 : unit ** 2
      const tried = choices.map((k, m) => ({ k, sure: power * values[1 + m]! })).toSorted((a, b) => a.k - b.k)
      return {
        k: choices[values[1 + choices.length]!]!,
        kTried: tried.map((one) => one.k),
        sure: tried.map((one) => one.sure),
        noise: values[0] === 1 ? 'coloured' : 'white',
      }
    },
  }
}

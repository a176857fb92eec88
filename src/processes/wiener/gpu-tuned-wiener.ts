import type { BufferSlice } from '../../gpu/recorder.ts'
import type { GatherRecording, GatherShape, GpuFigures, PlannedTile } from '../gpu-process.ts'
import type { PlanPart } from '../plan-parts.ts'
import { noiseProbePart, recordNoiseSpectrum, recordProbe } from '../risk/gpu-noise-probe.ts'
import { recordPlaneSum } from '../risk/gpu-plane-sum.ts'
import { recordErrors, recordErrorTotals, riskPart } from '../risk/gpu-risk.ts'
import { type GpuWienerFilter, recordWienerFilter } from './gpu-wiener-filter.ts'
import type { TunedWienerRun } from './tuned-wiener.ts'

const LEAST = { shader: 'risk/least_risk.wgsl' } as const

type Choices = TunedWienerRun['choices']

/** What it takes to choose k, besides the filter and what balances the traces. */
export function tunedWienerParts(shape: GatherShape, choices: Choices): readonly PlanPart[] {
  const risk = riskPart(shape, choices.length)
  return [
    noiseProbePart(shape),
    { ...risk, planes: choices.map((_, m) => planeOf(m)), kernels: [...risk.kernels, LEAST] },
  ]
}

/**
 * Filters `input` by the noise that was found, with the one of the choices for k whose expected error is least:
 * tuned-wiener.ts. `use` takes the `result` of each tile with its halo from its buffer. Leaves nothing of the input there.
 */
export function recordTunedWienerFilter(
  recording: GatherRecording,
  filter: GpuWienerFilter,
  { choices, figures }: { readonly choices: Choices; readonly figures: BufferSlice },
  use: (tile: PlannedTile) => void,
): void {
  const { plan, recorder, buffer, put } = recording
  const { nSamples, nTraces } = plan.shape
  const nMethods = choices.length
  const run = (plane: string, k: number, useResult: (tile: PlannedTile) => void) =>
    recordWienerFilter(recording, filter, { input: { plane, held: 'nothing' }, k }, useResult)
  for (const [m, k] of choices.entries()) run('input', k, (tile) => put(tile, 'result', planeOf(m)))
  recordNoiseSpectrum(recording, { input: 'input', output: planeOf(0) }, figures)
  recordProbe(recording, { plain: 'input', probed: 'probe' })
  for (const [m, k] of choices.entries()) {
    run('probe', k, (tile) => recordErrors(recording, tile, { input: 'input', output: planeOf(m) }))
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
export function tunedWienerFigures(choices: Choices, isBalanced: boolean): GpuFigures {
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

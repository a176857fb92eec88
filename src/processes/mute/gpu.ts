import type { ConstantTable } from '../../gpu/constant-tables.ts'
import type { GatherGpuProcess, GatherShape } from '../gpu-process.ts'
import { tileParams } from '../gpu-tiles.ts'
import { type PlanPart, planOfParts } from '../plan-parts.ts'
import { muteSamples, muteTaper } from './curve.ts'
import { type MuteParams, muteParams } from './params.ts'

const MUTE = { shader: 'mute/mute.wgsl' } as const

export const muteGpu: GatherGpuProcess = {
  plan: (shape, step, limits) => planOfParts([partOf(shape)], step, shape, limits),
  kernels: () => [MUTE],
  recordForward() {},
  recordInverse(recording, step) {
    const { plan, headers, recorder, tileBuffer, table, take, put } = recording
    const params = muteParams(step)
    const { nSamples } = plan.shape
    const starts = muteSamples(headers, params, plan.shape)
    for (const tile of plan.tiles) {
      const { nTraces } = tileParams(recording, tile)
      const [samples, muted] = [tileBuffer(tile, 'samples'), tileBuffer(tile, 'muted')]
      take('input', tile, 'samples')
      recorder.dispatch({
        kernel: MUTE,
        params: {
          nTraces,
          nRows: nSamples,
          isTop: Number(params.mode === 'top'),
          taperSamples: params.taperSamples,
        },
        bindings: [
          samples,
          table(startsTable(starts.subarray(tile.startTrace, tile.endTrace), nSamples + params.taperSamples)),
          table(taperTable(params)),
          muted,
        ],
      })
      put(tile, 'muted', 'output')
    }
  },
}

function partOf({ nSamples }: GatherShape): PlanPart {
  const bytesPerTrace = 4 * nSamples
  return {
    buffers: [
      { name: 'samples', bytesPerTrace, isKept: false },
      { name: 'muted', bytesPerTrace, isKept: false },
    ],
    gatherBuffers: [],
    planes: [],
    haloTraces: 0,
    tileStep: 1,
    kernels: [MUTE],
  }
}

/** None is later than `last`, from where on it makes no difference. */
function startsTable(starts: Float64Array, last: number): ConstantTable {
  const values = Uint32Array.from(starts, (start) => Math.min(last, start))
  return { key: `mute from ${values.join(' ')}`, values }
}

/** Never empty: there is always something to bind. */
function taperTable(params: MuteParams): ConstantTable {
  const values = Float32Array.from(params.taperSamples === 0 ? [0] : muteTaper(params))
  return { key: `mute over ${params.taperSamples}`, values }
}

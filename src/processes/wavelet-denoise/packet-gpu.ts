import type { KernelSpec } from '../../gpu/kernel.ts'
import type { GpuLimits, TileRecording } from '../gpu-process.ts'
import { bandMedianKernels, recordBandMedians } from './band-medians-gpu.ts'
import { filterTable, neighbourScale, RULE_CODES, SCALE_SHRINK } from './gpu-tables.ts'
import { levelName, mediansName, type PacketGeometry, packetBands, packetGeometry, scalesName } from './packet-plan.ts'
import type { WaveletDenoiseParams } from './params.ts'

const FORWARD: KernelSpec = { shader: 'wavelet_denoise/wpt_forward.wgsl' }
const INVERSE: KernelSpec = { shader: 'wavelet_denoise/wpt_inverse.wgsl' }
const SHRINK: KernelSpec = { shader: 'wavelet_denoise/node_shrink.wgsl' }
const COST: KernelSpec = { shader: 'wavelet_denoise/wpt_cost.wgsl' }
const CHOOSE: KernelSpec = { shader: 'wavelet_denoise/wpt_choose.wgsl' }

export function packetKernels(
  { bestBasis, sigma, aperture }: WaveletDenoiseParams,
  limits: GpuLimits,
): readonly KernelSpec[] {
  const ofBasis = bestBasis ? [COST, CHOOSE] : []
  const ofSigma = sigma === 'spatial' ? [neighbourScale(aperture), SCALE_SHRINK] : bandMedianKernels(limits)
  return [FORWARD, INVERSE, SHRINK, ...ofBasis, ...ofSigma]
}

/** `samples` -> the kept levels, the noise scales of their nodes or coefficients and, if wanted, the best basis. */
export function recordPacketForward(tile: TileRecording, params: WaveletDenoiseParams): void {
  const { recorder, nTraces, survey, buffer, table } = tile
  const geometry = packetGeometry(tile.shape, params)
  const { level, nodeRows, nTaps, nNodes, keptLevels } = geometry
  if (params.bestBasis) recordRoot(tile, geometry)
  for (let j = 1; j <= level; j++) {
    recorder.dispatch({
      kernel: FORWARD,
      params: {
        nTraces,
        nRows: 2 ** (j - 1) * nodeRows[j]!,
        parentRows: nodeRows[j - 1]!,
        nodeRows: nodeRows[j]!,
        nTaps,
      },
      bindings: [
        table(filterTable(params.wavelet, 'analysis')),
        buffer(j === 1 ? 'samples' : storedName(geometry, j - 1)),
        buffer(storedName(geometry, j)),
      ],
    })
  }
  for (const j of keptLevels) {
    if (params.sigma === 'spatial') {
      recorder.dispatch({
        kernel: neighbourScale(params.aperture),
        params: { nTraces, nRows: 2 ** j * nodeRows[j]! },
        bindings: [buffer(levelName(j)), survey, buffer(scalesName(j))],
      })
    } else {
      recordBandMedians(tile, buffer(levelName(j)), packetBands(geometry, j), buffer(mediansName(j)))
    }
    if (!params.bestBasis) continue
    recorder.dispatch({
      kernel: COST,
      params: { nTraces, nRows: 2 ** j, nodeRows: nodeRows[j]! },
      bindings: [buffer(levelName(j)), buffer('costs')],
    })
  }
  if (!params.bestBasis) return
  recorder.dispatch({
    kernel: CHOOSE,
    params: { nTraces, nRows: 1, nNodes, keepsApproximation: params.thresholdApproximation ? 0 : 1 },
    bindings: [buffer('costs'), buffer('basis')],
  })
}

/** The kept levels -> `samples`: the last level shrunk, then level after level back; a chosen node takes its own band. */
export function recordPacketInverse(tile: TileRecording, params: WaveletDenoiseParams): void {
  const { recorder, nTraces, buffer, table } = tile
  const geometry = packetGeometry(tile.shape, params)
  const { level, nodeRows, nTaps } = geometry
  recordShrink(tile, params, geometry, level)
  for (let j = level; j >= 1; j--) {
    recorder.dispatch({
      kernel: INVERSE,
      params: {
        nTraces,
        nRows: 2 ** (j - 1) * nodeRows[j - 1]!,
        parentRows: nodeRows[j - 1]!,
        nodeRows: nodeRows[j]!,
        nTaps,
      },
      bindings: [table(filterTable(params.wavelet, 'synthesis')), buffer(workName(j)), buffer(workName(j - 1))],
    })
    if (params.bestBasis) recordShrink(tile, params, geometry, j - 1)
  }
}

/** The root is kept as it is. */
function recordRoot({ recorder, nTraces, buffer }: TileRecording, { nodeRows }: PacketGeometry): void {
  const nRows = nodeRows[0]!
  const nothing = { firstRow: 0, medianRow: 0, medianStep: 0, rule: RULE_CODES.soft, k: 0 }
  recorder.dispatch({
    kernel: SHRINK,
    params: { nTraces, nRows, nodeRows: nRows, keptRows: nRows, ...nothing },
    // All rows pass: there is neither a median nor a basis to read, and any buffer will do.
    bindings: [buffer('samples'), buffer('costs'), buffer('costs'), buffer(levelName(0))],
  })
}

/** Level j shrunk into its work buffer: all leaves of the last level, only the chosen nodes of those above. */
function recordShrink(tile: TileRecording, params: WaveletDenoiseParams, geometry: PacketGeometry, j: number): void {
  const { recorder, nTraces, buffer } = tile
  const { level, nodeRows, nNodes } = geometry
  const isLast = j === level
  const common = {
    nTraces,
    nRows: 2 ** j * nodeRows[j]!,
    nodeRows: nodeRows[j]!,
    keptRows: isLast && !params.thresholdApproximation ? nodeRows[j]! : 0,
    firstRow: isLast ? 0 : nNodes + 2 ** j,
    rule: RULE_CODES[params.rule],
    k: params.k,
  }
  // Where all nodes are written the basis is not read; any buffer will do.
  if (params.sigma === 'spatial') {
    const scales = buffer(scalesName(j))
    recorder.dispatch({
      kernel: SCALE_SHRINK,
      params: common,
      bindings: [buffer(levelName(j)), scales, isLast ? scales : buffer('basis'), buffer(workName(j))],
    })
    return
  }
  const medians = buffer(mediansName(params.sigma === 'level' ? j : level))
  recorder.dispatch({
    kernel: SHRINK,
    params: { ...common, ...noiseRow(params, level) },
    bindings: [buffer(levelName(j)), medians, isLast ? medians : buffer('basis'), buffer(workName(j))],
  })
}

/** Which row of the medians a node's noise scale comes from; see packetBands. */
function noiseRow({ sigma, thresholdApproximation }: WaveletDenoiseParams, level: number) {
  if (sigma === 'level') return { medianRow: 0, medianStep: 1 }
  if (sigma === 'coarsest') return { medianRow: 1, medianStep: 0 }
  return { medianRow: 2 ** level + (thresholdApproximation ? 1 : 0), medianStep: 0 }
}

/** Where the forward transform leaves level j. */
function storedName({ keptLevels }: PacketGeometry, j: number): string {
  return keptLevels.includes(j) ? levelName(j) : workName(j)
}

function workName(j: number): string {
  if (j === 0) return 'samples'
  return j % 2 === 1 ? 'odd' : 'even'
}

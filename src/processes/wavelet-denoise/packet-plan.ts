import { waveletFilters } from '../../dsp/wavelets.ts'
import { wptNodeLengths } from '../../dsp/wpt.ts'
import type { GatherShape, PlannedBuffer } from '../gpu-process.ts'
import type { WaveletDenoiseParams } from './params.ts'
import { waveletLevel } from './trace-plan.ts'

export interface PacketGeometry {
  readonly nTaps: number
  readonly level: number
  /** Rows of a node of level j, for j in [0, level]. */
  readonly nodeRows: readonly number[]
  /** Levels whose coefficients are kept: the last, or with a best basis all, from the root on. */
  readonly keptLevels: readonly number[]
  /** Nodes of all levels and one more, as they are numbered from 1. */
  readonly nNodes: number
}

export function packetGeometry(shape: GatherShape, params: WaveletDenoiseParams): PacketGeometry {
  const nTaps = waveletFilters(params.wavelet).length
  const level = waveletLevel(params, shape.nSamples)
  const nodeRows = wptNodeLengths(shape.nSamples, nTaps, level)
  const keptLevels = params.bestBasis ? nodeRows.map((_, j) => j) : [level]
  return { nTaps, level, nodeRows, keptLevels, nNodes: 2 ** (level + 1) }
}

/** [first row, rows] of the bands of level j: its nodes, and at the last level all details, then all leaves, together. */
export function packetBands({ level, nodeRows }: PacketGeometry, j: number): readonly (readonly [number, number])[] {
  const rows = nodeRows[j]!
  const nodes = Array.from({ length: 2 ** j }, (_, node) => [node * rows, rows] as const)
  if (j < level) return nodes
  return [...nodes, [rows, (2 ** j - 1) * rows], [0, 2 ** j * rows]]
}

/** Kept buffers depend on no threshold key, so that they serve any of them. */
export function packetBuffers(shape: GatherShape, params: WaveletDenoiseParams): readonly PlannedBuffer[] {
  const geometry = packetGeometry(shape, params)
  const { nodeRows, keptLevels, nNodes } = geometry
  const largest = 4 * Math.max(...nodeRows.map((rows, j) => 2 ** j * rows))
  const buffers: PlannedBuffer[] = [
    { name: 'samples', bytesPerTrace: 4 * shape.nSamples, isKept: false },
    // Levels between the first and the last take turns.
    { name: 'odd', bytesPerTrace: largest, isKept: false },
    { name: 'even', bytesPerTrace: largest, isKept: false },
  ]
  for (const j of keptLevels) {
    buffers.push({ name: levelName(j), bytesPerTrace: 4 * 2 ** j * nodeRows[j]!, isKept: true })
    buffers.push(
      params.sigma === 'spatial'
        ? { name: scalesName(j), bytesPerTrace: 4 * 2 ** j * nodeRows[j]!, isKept: true }
        : { name: mediansName(j), bytesPerTrace: 4 * packetBands(geometry, j).length, isKept: true },
    )
  }
  if (params.bestBasis) {
    buffers.push({ name: 'costs', bytesPerTrace: 4 * nNodes, isKept: false })
    buffers.push({ name: 'basis', bytesPerTrace: 8 * nNodes, isKept: true })
  }
  return buffers
}

export function levelName(j: number): string {
  return `level-${j}`
}

export function mediansName(j: number): string {
  return `medians-${j}`
}

export function scalesName(j: number): string {
  return `scales-${j}`
}

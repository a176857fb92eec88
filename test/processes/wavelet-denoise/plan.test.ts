/**
 * Plan: sizes of the wavelet transforms as pure data: lengths of bands and nodes are those of the double-precision
 * plans, padding follows its rule, kept buffers depend on no threshold key, halos on the aperture; the default limits
 * of WebGPU hold a usual gather in one tile, and a huge one is tiled.
 */
import { expect, test } from 'vitest'
import type { ParamValue } from '../../../src/core/recipe.ts'
import { dwtPlan } from '../../../src/dsp/dwt.ts'
import { WAVELET_NAMES } from '../../../src/dsp/wavelet-names.ts'
import { waveletFilters } from '../../../src/dsp/wavelets.ts'
import { wptPlan } from '../../../src/dsp/wpt.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { packetBands, packetBuffers, packetGeometry } from '../../../src/processes/wavelet-denoise/packet-plan.ts'
import { waveletDenoise, waveletDenoiseParams } from '../../../src/processes/wavelet-denoise/params.ts'
import { planWaveletDenoise, waveletGeometry } from '../../../src/processes/wavelet-denoise/plan.ts'

const WEBGPU_DEFAULTS = {
  bindingBytes: 2 ** 27,
  tileBytes: 2 ** 30,
  keptBytes: 2 ** 30,
  workgroupsPerDimension: 65535,
  workgroupBytes: 2 ** 14,
  workgroupThreads: 256,
}
const shape = (nSamples: number, nTraces = 10) => ({ nSamples, nTraces, sampleIntervalMs: 2 })

test('bands of the dwt are as long as those of the twin', () => {
  for (const wavelet of WAVELET_NAMES) {
    const params = waveletDenoiseParams(defaultStep(waveletDenoise, { transform: 'dwt', wavelet, level: 4 }))
    const { lengths, detailStarts, detailRows } = waveletGeometry(shape(101), params)
    const twin = dwtPlan(101, waveletFilters(wavelet), 4)
    expect([lengths[4], ...lengths.slice(1).reverse()]).toEqual(twin.bandLengths)
    expect(detailRows).toBe(twin.nCoefficients - lengths[4]!)
    expect(detailStarts).toEqual([0, 1, 2, 3].map((j) => lengths.slice(1, j + 1).reduce((sum, n) => sum + n, 0)))
  }
})

test.each([
  ['reflect', 1601, 5, 1632],
  ['reflect-power-of-two', 1601, 5, 2048],
  ['reflect', 1600, 5, 1600],
  ['reflect', 3, 5, 32],
])('%s of %i samples at level %i: %i rows', (padding, nSamples, level, nRows) => {
  const step = defaultStep(waveletDenoise, { padding, level })
  expect(planWaveletDenoise(shape(nSamples), step, WEBGPU_DEFAULTS).nRows).toBe(nRows)
})

test.each(['dwt', 'swt', 'wpt'])(
  '%s of 1600 x 3000 is one tile under the default limits, 1600 x 30000 is not',
  (transform) => {
    const step = defaultStep(waveletDenoise, { transform })
    expect(planWaveletDenoise(shape(1600, 3000), step, WEBGPU_DEFAULTS).tiles).toHaveLength(1)
    const { tiles, buffers } = planWaveletDenoise(shape(1600, 30_000), step, WEBGPU_DEFAULTS)
    expect(tiles.length).toBeGreaterThan(1)
    const widest = Math.max(...tiles.map((tile) => tile.haloEndTrace - tile.haloStartTrace))
    for (const buffer of buffers)
      expect(buffer.bytesPerTrace * widest).toBeLessThanOrEqual(WEBGPU_DEFAULTS.bindingBytes)
  },
)

test('nodes of packets are as long as those of the twin, and the work buffers hold any level', () => {
  for (const wavelet of WAVELET_NAMES) {
    const params = waveletDenoiseParams(defaultStep(waveletDenoise, { transform: 'wpt', wavelet, level: 4 }))
    const { nodeRows, nNodes, keptLevels } = packetGeometry(shape(101), params)
    expect(nodeRows).toEqual(wptPlan(101, waveletFilters(wavelet), 4).nodeLengths)
    expect([nNodes, keptLevels]).toEqual([32, [4]])
    const bytes = new Map(packetBuffers(shape(101), params).map((buffer) => [buffer.name, buffer.bytesPerTrace]))
    const largest = Math.max(...nodeRows.map((rows, j) => 4 * 2 ** j * rows))
    expect([bytes.get('odd'), bytes.get('even'), bytes.get('level-4')]).toEqual([largest, largest, 64 * nodeRows[4]!])
  }
})

test('medians of packets are those of every node, of all details and of all leaves', () => {
  const params = waveletDenoiseParams(defaultStep(waveletDenoise, { transform: 'wpt', wavelet: 'haar', level: 2 }))
  const geometry = packetGeometry(shape(8), params)
  const [nodes, details, leaves] = [
    [
      [0, 2],
      [2, 2],
      [4, 2],
      [6, 2],
    ],
    [2, 6],
    [0, 8],
  ]
  expect(packetBands(geometry, 2)).toEqual([...nodes!, details, leaves])
  expect(packetBands(geometry, 1)).toEqual([
    [0, 4],
    [4, 4],
  ])
  expect(packetBands(geometry, 0)).toEqual([[0, 8]])
})

test.each([
  ['dwt', false, 'finest', ['details', 'approximation', 'medians']],
  ['dwt', false, 'spatial', ['details', 'approximation', 'scales']],
  ['wpt', false, 'finest', ['level-2', 'medians-2']],
  ['wpt', false, 'spatial', ['level-2', 'scales-2']],
  ['wpt', true, 'finest', ['level-0', 'medians-0', 'level-1', 'medians-1', 'level-2', 'medians-2', 'basis']],
])('%s, best basis %s, sigma %s: what is kept serves every threshold key', (transform, bestBasis, sigma, names) => {
  const keptOf = (values: Readonly<Record<string, ParamValue>>) =>
    planWaveletDenoise(
      shape(100),
      defaultStep(waveletDenoise, { transform, bestBasis, sigma, level: 2, ...values }),
      WEBGPU_DEFAULTS,
    ).buffers.filter((buffer) => buffer.isKept)
  expect(keptOf({}).map((buffer) => buffer.name)).toEqual(names)
  expect(keptOf({ rule: 'soft', k: 1 })).toEqual(keptOf({}))
})

test('only neighbours as noise scale give tiles a halo: that of the aperture', () => {
  const haloOf = (values: Readonly<Record<string, ParamValue>>) => {
    const step = defaultStep(waveletDenoise, { transform: 'dwt', wavelet: 'haar', ...values })
    const { tiles } = planWaveletDenoise(shape(100, 300), step, { ...WEBGPU_DEFAULTS, bindingBytes: 4 * 100 * 50 })
    expect(tiles.length).toBeGreaterThan(2)
    return tiles[0]!.haloEndTrace - tiles[0]!.endTrace
  }
  expect(haloOf({ aperture: 9 })).toBe(0)
  expect(haloOf({ sigma: 'spatial', aperture: 9 })).toBe(4)
})

test('what the inverse needs is kept, the rest is not', () => {
  const { buffers } = planWaveletDenoise(shape(100), defaultStep(waveletDenoise), WEBGPU_DEFAULTS)
  const kept = buffers.filter((buffer) => buffer.isKept).map((buffer) => buffer.name)
  expect(kept).toEqual(['details', 'approximation', 'medians'])
})

test('a trace that no buffer holds is refused in words', () => {
  const plan = () =>
    planWaveletDenoise(shape(1600), defaultStep(waveletDenoise), { ...WEBGPU_DEFAULTS, bindingBytes: 999 })
  expect(plan).toThrow(/exceeds the graphics adapter/)
})

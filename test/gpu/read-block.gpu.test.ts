// Plan: a part of a gather that lies in several buffers comes back as it is there, over the seams and to the last trace.
import { expect, test } from 'vitest'
import { partOf } from '../../src/core/gather.ts'
import { BUFFER_USAGE } from '../../src/gpu/flags.ts'
import { readBlock } from '../../src/gpu/read-block.ts'
import { samplesOfTile } from '../../src/gpu/trace-tiles.ts'
import { makeGather } from '../gathers.ts'
import { withDevice } from '../gpu-device.ts'

test('a part over the seams of the tiles', async () => {
  const gather = makeGather(20, 11)
  await withDevice(async ({ device }) => {
    const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyDestination
    const tiles = [
      { startTrace: 0, nTraces: 4 },
      { startTrace: 4, nTraces: 4 },
      { startTrace: 8, nTraces: 3 },
    ].map((tile) => {
      const samples = samplesOfTile(gather, tile)
      const buffer = device.createBuffer({ size: samples.byteLength, usage })
      device.queue.writeBuffer(buffer, 0, samples)
      return { ...tile, buffer }
    })
    const { nSamples, nTraces } = gather
    for (const [startTrace, endTrace] of [
      [3, 9],
      [5, 7],
      [0, 11],
    ] as const) {
      const part = { startSample: 7, endSample: 18, startTrace, endTrace }
      expect(await readBlock(device, { nSamples, nTraces, tiles }, part)).toEqual(partOf(gather, part))
    }
    for (const { buffer } of tiles) buffer.destroy()
  })
})

/**
 * Plan: bytes that are uploaded arrive, whatever was in the ring before; buffers are used again as soon as the device is
 * done with them, few are kept, and another size lets them go; after close nothing is left waiting.
 */
import { expect, test } from 'vitest'
import { BUFFER_USAGE } from '../../src/gpu/flags.ts'
import { ReadbackRing } from '../../src/gpu/readback.ts'
import { UploadRing } from '../../src/gpu/upload.ts'
import { withDevice } from '../gpu-device.ts'

const USAGE = BUFFER_USAGE.storage | BUFFER_USAGE.copyDestination | BUFFER_USAGE.copySource

/** Words of more than what any small upload may hold. */
const LARGE = 500_000

test('every upload arrives, and buffers are used again', async () => {
  await withDevice(async ({ device }) => {
    const [ring, readbacks] = [new UploadRing(device), new ReadbackRing(device)]
    const target = device.createBuffer({ size: 4 * LARGE, usage: USAGE })
    const upload = async (words: Uint32Array<ArrayBuffer>) => {
      ring.write(target, words.byteLength, (staging) => new Uint32Array(staging).set(words))
      const encoder = device.createCommandEncoder()
      const readback = readbacks.record(encoder, [{ buffer: target, bytes: words.byteLength }])
      device.queue.submit([encoder.finish()])
      // Half a million numbers at once: toEqual takes a second for them.
      expect(await readback.read((bytes) => Buffer.from(bytes).equals(Buffer.from(words.buffer)))).toBe(true)
      await device.queue.onSubmittedWorkDone()
    }
    for (let turn = 0; turn < 10; turn++) await upload(Uint32Array.from({ length: LARGE }, (_, i) => i * turn + 1))
    expect(ring.createdCount).toBeLessThanOrEqual(2)
    const before = ring.createdCount
    await upload(new Uint32Array(0.9 * LARGE).fill(7))
    expect(ring.createdCount).toBe(before)
    // A small one does not hold a large buffer, and serves smaller ones of any size.
    await upload(new Uint32Array(1000).fill(8))
    expect(ring.createdCount).toBe(before + 1)
    await upload(new Uint32Array(10).fill(9))
    expect(ring.createdCount).toBe(before + 1)
    ring.close()
    readbacks.close()
    target.destroy()
  })
})

test('uploads one on the other each have a buffer of their own', async () => {
  await withDevice(async ({ device }) => {
    const ring = new UploadRing(device)
    const readbacks = new ReadbackRing(device)
    const targets = Array.from({ length: 6 }, () => device.createBuffer({ size: 256, usage: USAGE }))
    targets.forEach((target, i) => {
      ring.write(target, 256, (staging) => new Uint32Array(staging).fill(i))
    })
    expect(ring.createdCount).toBe(6)
    const encoder = device.createCommandEncoder()
    const readback = readbacks.record(
      encoder,
      targets.map((buffer) => ({ buffer, bytes: 256 })),
    )
    device.queue.submit([encoder.finish()])
    const words = await readback.read((bytes) => new Uint32Array(bytes.slice(0)))
    expect([...words]).toEqual(targets.flatMap((_, i) => Array(64).fill(i)))
    await device.queue.onSubmittedWorkDone()
    for (let turn = 0; turn < 3; turn++) ring.write(targets[turn]!, 256, () => {})
    expect(ring.createdCount).toBe(6)
    ring.close()
    readbacks.close()
  })
})

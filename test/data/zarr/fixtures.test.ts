/**
 * Plan: each folder of test/fixtures/zarr and zarr-python-3 is one case: an array written by another program (see the READMEs there) and
 * what it holds. Every chunk is read and laid into place; the result must equal the expected values bit for bit
 * (64-bit values rounded to float32 on both sides), the missing chunks must be those of the case, and axes and dtype
 * must be named. Control: the cases are there, of both formats.
 */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ReadableFolder } from '../../../src/core/folder.ts'
import { NodeFolder } from '../../../src/data/folders/node-folder.ts'
import { openTraceArray, type TraceArray } from '../../../src/data/zarr/trace-array.ts'

const ROOT = join(import.meta.dirname, '../../fixtures')
const CASES = ['zarr', 'zarr-python-3'].flatMap((group) =>
  readdirSync(join(ROOT, group), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${group}/${entry.name}`),
)

interface Facts {
  readonly nSamples: number
  readonly nTraces: number
  readonly dtype: string
  readonly missing: readonly (readonly [number, number])[]
  readonly axes?: 'sample-trace' | 'trace-sample'
  readonly path?: string
}

async function expectedSamples(name: string): Promise<Float32Array> {
  const bytes = await readFile(join(ROOT, name, 'expected.f4'))
  return new Float32Array(new Uint8Array(bytes).buffer)
}

async function readAll(array: TraceArray) {
  const samples = new Float32Array(array.nSamples * array.nTraces)
  const missing: [number, number][] = []
  for (let sampleChunk = 0; sampleChunk < array.nSampleChunks; sampleChunk++)
    for (let traceChunk = 0; traceChunk < array.nTraceChunks; traceChunk++) {
      const chunk = await array.readChunk(sampleChunk, traceChunk)
      expect(chunk.samples.length).toBe(chunk.nSamples * chunk.nTraces)
      expect(chunk.samples.buffer.byteLength).toBe(chunk.samples.byteLength)
      expect(chunk.missing).toBe(chunk.storedBytes === 0 || (chunk.missing && array.layout.shardTraces !== null))
      if (chunk.missing) missing.push([sampleChunk, traceChunk])
      for (let sample = 0; sample < chunk.nSamples; sample++) {
        const row = chunk.samples.subarray(sample * chunk.nTraces, (sample + 1) * chunk.nTraces)
        samples.set(row, (chunk.startSample + sample) * array.nTraces + chunk.startTrace)
      }
    }
  return { samples, missing }
}

/** Bits, so that NaN equals NaN and -0 differs from 0. */
function bits(samples: Float32Array): Uint32Array {
  return new Uint32Array(samples.buffer, samples.byteOffset, samples.length)
}

function firstDifference(found: Float32Array, expected: Float32Array, nTraces: number): string | null {
  const [foundBits, expectedBits] = [bits(found), bits(expected)]
  const at = foundBits.findIndex((value, index) => value !== expectedBits[index])
  if (at < 0) return null
  return `sample ${Math.floor(at / nTraces)} trace ${at % nTraces}: ${found[at]} found, ${expected[at]} expected`
}

describe('arrays written by another program', () => {
  it('are there in both formats', () => {
    expect(CASES.filter((name) => name.startsWith('zarr/v2.')).length).toBeGreaterThan(50)
    expect(CASES.filter((name) => name.startsWith('zarr/v3.')).length).toBeGreaterThan(30)
    expect(CASES.filter((name) => name.startsWith('zarr-python-3/')).length).toBe(7)
  })

  it.each(CASES)('%s', async (name) => {
    const facts: Facts = JSON.parse(await readFile(join(ROOT, name, 'case.json'), 'utf8'))
    const folder: ReadableFolder = new NodeFolder(join(ROOT, name))
    const array = await openTraceArray(folder, 'array')
    const { samples, missing } = await readAll(array)
    expect([array.nSamples, array.nTraces]).toEqual([facts.nSamples, facts.nTraces])
    expect(array.layout.dtype).toBe(facts.dtype)
    expect(array.layout.axes).toBe(facts.axes ?? 'sample-trace')
    expect(array.layout.path).toBe(facts.path ?? 'array')
    expect(missing).toEqual(facts.missing)
    expect(firstDifference(samples, await expectedSamples(name), facts.nTraces)).toBeNull()
  })
})

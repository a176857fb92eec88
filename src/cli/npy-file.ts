/** NumPy's .npy files of float32 in C order: how a gather goes to another program and back. */
import { readFile, writeFile } from 'node:fs/promises'
import { SeisError } from '../core/errors.ts'
import type { TraceBlock } from '../core/gather.ts'

const MAGIC = '\x93NUMPY'

/** Writes shape (nSamples, nTraces), version 1.0. */
export async function writeNpy(path: string, { nSamples, nTraces, samples }: TraceBlock): Promise<void> {
  const words = `{'descr': '<f4', 'fortran_order': False, 'shape': (${nSamples}, ${nTraces}), }`
  const text = `${words.padEnd(64 * Math.ceil((words.length + 11) / 64) - 11)}\n`
  const head = Buffer.from(`${MAGIC}\x01\x00  ${text}`, 'latin1')
  head.writeUInt16LE(text.length, 8)
  await writeFile(path, Buffer.concat([head, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)]))
}

/** Throws bad-input for anything but two-dimensional float32 in C order. */
export async function readNpy(path: string): Promise<TraceBlock> {
  const bytes = await readFile(path)
  const start = 10 + bytes.readUInt16LE(8)
  const head = bytes.toString('latin1', 10, start)
  const [, nSamples, nTraces] = /'shape': \((\d+), (\d+)\)/.exec(head) ?? []
  const isWanted = head.includes("'<f4'") && head.includes("'fortran_order': False") && nTraces !== undefined
  if (bytes.toString('latin1', 0, 6) !== MAGIC || !isWanted) {
    throw new SeisError('bad-input', 'This is no .npy file of float32 in C order with two axes', { where: path })
  }
  const samples = new Float32Array(
    bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length) as ArrayBuffer,
  )
  return { nSamples: Number(nSamples), nTraces: Number(nTraces), samples }
}

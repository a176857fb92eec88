import { readFileSync } from 'node:fs'

export interface NpyArray {
  readonly shape: readonly number[]
  readonly data: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>
}

/** Reads a NumPy file of little-endian floats in C order; throws on anything else. */
export function readNpy(path: string | URL): NpyArray {
  const bytes = readFileSync(path)
  if (bytes.toString('latin1', 0, 6) !== '\x93NUMPY') throw new Error(`${path} is not a .npy file`)
  const headerStart = bytes[6] === 1 ? 10 : 12
  const dataStart = headerStart + (bytes[6] === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8))
  const header = bytes.toString('latin1', headerStart, dataStart)
  const dtype = /'descr': '([^']+)'/.exec(header)?.[1]
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1]
  if (shape === undefined || !header.includes("'fortran_order': False")) throw new Error(`${path}: header ${header}`)
  const buffer = bytes.buffer.slice(bytes.byteOffset + dataStart, bytes.byteOffset + bytes.length) as ArrayBuffer
  const data = dtype === '<f4' ? new Float32Array(buffer) : dtype === '<f8' ? new Float64Array(buffer) : undefined
  if (data === undefined) throw new Error(`${path}: dtype ${dtype} is not read here`)
  const extents = shape.split(',').filter((extent) => extent.trim() !== '')
  return { shape: extents.map(Number), data }
}

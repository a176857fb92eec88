import { SeisError } from '../../core/errors.ts'

export type ElementName =
  | 'int8'
  | 'uint8'
  | 'int16'
  | 'uint16'
  | 'int32'
  | 'uint32'
  | 'int64'
  | 'uint64'
  | 'float16'
  | 'float32'
  | 'float64'

/** A real number as it lies on disk. */
export interface ElementType {
  /** As Zarr v3 names it. */
  readonly name: ElementName
  readonly bytes: number
  readonly isBigEndian: boolean
  /** numpy-style, with byte order: `<f4`, `|i1`. */
  readonly dtype: string
}

const BYTES: Readonly<Record<ElementName, number>> = {
  int8: 1,
  uint8: 1,
  int16: 2,
  uint16: 2,
  int32: 4,
  uint32: 4,
  int64: 8,
  uint64: 8,
  float16: 2,
  float32: 4,
  float64: 8,
}

const FAMILIES: Readonly<Record<string, string>> = { i: 'int', u: 'uint', f: 'float' }

/** The type of a Zarr v2 `dtype` such as `<f4`; unsupported for booleans, complex numbers, text and records. */
export function parseNumpyType(dtype: string, where: string): ElementType {
  const [, order = '', letter = '', size = ''] = /^([<>|])([a-zA-Z])(\d{1,2})$/.exec(dtype) ?? []
  const name = `${FAMILIES[letter] ?? ''}${Number(size) * 8}`
  if (!isElementName(name)) throw unsupportedType(dtype, where)
  return elementType(name, order === '>')
}

/** The type of a Zarr v3 `data_type`; the byte order comes from the codec `bytes`. */
export function parseZarrType(name: string, isBigEndian: boolean, where: string): ElementType {
  if (!isElementName(name)) throw unsupportedType(name, where)
  return elementType(name, isBigEndian)
}

function elementType(name: ElementName, isBigEndian: boolean): ElementType {
  const bytes = BYTES[name]
  const order = bytes === 1 ? '|' : isBigEndian ? '>' : '<'
  return { name, bytes, isBigEndian: isBigEndian && bytes > 1, dtype: `${order}${name[0]}${bytes}` }
}

function isElementName(name: string): name is ElementName {
  return Object.hasOwn(BYTES, name)
}

function unsupportedType(found: string, where: string): SeisError {
  return new SeisError('unsupported', `Samples of type ${JSON.stringify(found.slice(0, 40))} are not read`, {
    where,
    todo: 'Write the array with a real type: integers or floats of 1 to 8 bytes',
    fields: { found: found.slice(0, 40), expected: 'i1, i2, i4, i8, u1, u2, u4, u8, f2, f4, f8' },
  })
}

/** A fill value as metadata has it (number, NaN and infinities as text, hexadecimal bits, null) as a float. */
export function parseFillValue(value: unknown, element: ElementType, where: string): number {
  if (value === null || value === undefined) return 0
  if (typeof value === 'number') return value
  if (value === 'NaN' || value === 'Infinity' || value === '-Infinity') return Number(value)
  const bits = typeof value === 'string' ? /^0x([0-9a-fA-F]{1,16})$/.exec(value)?.[1] : undefined
  if (bits !== undefined && bits.length === element.bytes * 2) return floatOfBits(BigInt(`0x${bits}`), element)
  throw new SeisError('bad-input', `A fill value ${JSON.stringify(value).slice(0, 60)} that is no number`, {
    where,
    todo: 'Write a number, "NaN", "Infinity", "-Infinity" or null',
  })
}

function floatOfBits(bits: bigint, element: ElementType): number {
  const view = new DataView(new ArrayBuffer(8))
  view.setBigUint64(0, bits << BigInt(64 - element.bytes * 8))
  if (element.name === 'float64') return view.getFloat64(0)
  if (element.name === 'float32') return view.getFloat32(0)
  if (element.name === 'float16') return floatOfHalf(view.getUint16(0))
  return Number(bits)
}

/** The value of an IEEE 754 half-precision number given by its bits. */
export function floatOfHalf(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 31
  const fraction = bits & 1023
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN
  if (exponent === 0) return sign * fraction * 2 ** -24
  return sign * (1024 + fraction) * 2 ** (exponent - 25)
}

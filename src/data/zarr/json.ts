import { SeisError } from '../../core/errors.ts'

/** Metadata of an array takes a few kB, of a large consolidated group some MB; more is refused unread. */
export const LARGEST_JSON_BYTES = 4 * 2 ** 20

/**
 * Parses JSON as Python writes it: NaN, Infinity and -Infinity outside strings become the strings that Zarr v3 uses
 * for them. Keys named `__proto__` are dropped. Throws bad-input naming `where`.
 */
export function parseJson(bytes: Uint8Array, where: string, largestBytes = LARGEST_JSON_BYTES): unknown {
  if (bytes.byteLength > largestBytes)
    throw new SeisError('bad-input', `A metadata file of more than ${largestBytes} bytes`, {
      where,
      todo: 'Check that this is the metadata of a dataset',
      fields: { foundBytes: bytes.byteLength, expectedBytes: largestBytes },
    })
  const text = new TextDecoder().decode(bytes)
  try {
    return parseText(text)
  } catch (cause) {
    const what = cause instanceof Error ? cause.message : String(cause)
    throw new SeisError('bad-input', `A metadata file that is not JSON (${what})`, {
      where,
      todo: 'Restore the file from its source',
      cause,
    })
  }
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text, withoutPrototype)
  } catch (error) {
    const strict = text.replace(/"(?:[^"\\]|\\.)*"|-?Infinity|NaN/g, (found) =>
      found[0] === '"' ? found : `"${found}"`,
    )
    if (strict === text) throw error
    return JSON.parse(strict, withoutPrototype)
  }
}

function withoutPrototype(key: string, value: unknown): unknown {
  return key === '__proto__' ? undefined : value
}

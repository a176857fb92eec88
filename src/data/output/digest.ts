/** SHA-256 of bytes, in hexadecimal. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function sha256OfText(text: string): Promise<string> {
  return sha256(new TextEncoder().encode(text))
}

/** The size and digest by which a file is known again. */
export interface FileDigest {
  readonly bytes: number
  readonly sha256: string
}

export async function digestOf(bytes: Uint8Array<ArrayBuffer>): Promise<FileDigest> {
  return { bytes: bytes.byteLength, sha256: await sha256(bytes) }
}

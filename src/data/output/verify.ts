import { SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { CERTIFICATE_PATH, readCertificate } from './certificate.ts'
import { digestOf, type FileDigest } from './digest.ts'

export interface VerifyFault {
  readonly path: string
  readonly fault: 'missing' | 'length' | 'digest'
  readonly found: string
  readonly expected: string
}

export interface VerifyReport {
  readonly chunks: number
  readonly files: number
  readonly bytes: number
  readonly faults: readonly VerifyFault[]
  readonly quarantined: number
}

export interface VerifyOptions extends FolderOptions {
  readonly onProgress?: (filesDone: number, nFiles: number) => void
}

/** Reads every chunk and file that the certificate names and compares lengths and digests. Rejects without one. */
export async function verifyOutput(folder: ReadableFolder, options: VerifyOptions = {}): Promise<VerifyReport> {
  const certificate = await readCertificate(folder)
  if (certificate === undefined) {
    throw new SeisError('not-found', 'There is no certificate, so this is no finished run', {
      where: `${folder.name}/${CERTIFICATE_PATH}`,
      todo: 'give the folder of a finished run, or run the batch again: it goes on where it stopped',
    })
  }
  const expected = [...Object.entries(certificate.chunks), ...Object.entries(certificate.files)]
  const faults: VerifyFault[] = []
  let bytes = 0
  for (const [index, [path, digest]] of expected.entries()) {
    throwIfAborted(options.signal)
    const fault = await checkFile(folder, path, digest)
    if (fault !== null) faults.push(fault)
    bytes += digest.bytes
    options.onProgress?.(index + 1, expected.length)
  }
  return {
    chunks: Object.keys(certificate.chunks).length,
    files: Object.keys(certificate.files).length,
    bytes,
    faults,
    quarantined: certificate.quarantined.length,
  }
}

/** What is wrong with a file on disk, or null when it is as expected. */
export async function checkFile(
  folder: ReadableFolder,
  path: string,
  expected: FileDigest,
): Promise<VerifyFault | null> {
  const bytes = await folder.read(path)
  if (bytes === undefined) return { path, fault: 'missing', found: 'no file', expected: `${expected.bytes} bytes` }
  const found = await digestOf(bytes)
  if (found.bytes !== expected.bytes) {
    return { path, fault: 'length', found: `${found.bytes} bytes`, expected: `${expected.bytes} bytes` }
  }
  if (found.sha256 === expected.sha256) return null
  return { path, fault: 'digest', found: found.sha256, expected: expected.sha256 }
}

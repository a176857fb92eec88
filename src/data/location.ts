import { SeisError } from '../core/errors.ts'
import type { ReadableFolder } from '../core/folder.ts'
import { FileSystemAccessFolder } from './folders/file-system-access-folder.ts'

/** Where a dataset is, as plain data that crosses workers and (but for `file`) IndexedDB. */
export type DatasetLocation =
  | { readonly kind: 'folder'; readonly handle: FileSystemDirectoryHandle }
  /** A `.zarr.zip`. */
  | { readonly kind: 'file'; readonly file: File }
  /** A folder behind an address, or a `.zip` there. */
  | { readonly kind: 'http'; readonly url: string }

/** The folder behind a location; a zip file is opened as one. Throws bad-input for a file that is no zip. What reads each kind is fetched with the first of it. */
export async function folderOf(location: DatasetLocation): Promise<ReadableFolder> {
  switch (location.kind) {
    case 'folder':
      return new FileSystemAccessFolder(location.handle)
    case 'file': {
      const { blobAccess, openZipFolder } = await import('./folders/zip-folder.ts')
      return await openZipFolder(blobAccess(location.file.name, location.file))
    }
    case 'http':
      return isZip(location.url) ? await remoteZip(location.url) : await remoteFolder(location.url)
  }
}

function isZip(url: string): boolean {
  return URL.canParse(url) && new URL(url).pathname.endsWith('.zip')
}

async function remoteFolder(address: string): Promise<ReadableFolder> {
  const { HttpFolder } = await import('./folders/http-folder.ts')
  return new HttpFolder(address)
}

async function remoteZip(address: string): Promise<ReadableFolder> {
  const parent = new URL('.', address)
  parent.search = new URL(address).search
  const name = decodeURIComponent(new URL(address).pathname.split('/').at(-1) ?? '')
  const { openFile, openZipFolder } = await import('./folders/zip-folder.ts')
  const file = await openFile(await remoteFolder(parent.href), name)
  if (file === undefined) throw new SeisError('not-found', 'There is no such file', { where: address })
  return await openZipFolder(file)
}

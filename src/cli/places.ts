/** Where data are: the words of the command line as folders, and the rule that an output never touches its input. */
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { SeisError } from '../core/errors.ts'
import type { ReadableFolder } from '../core/folder.ts'
import { NodeFolder } from '../data/folders/node-folder.ts'
import { openFile, openZipFolder } from '../data/folders/zip-folder.ts'
import { folderOf } from '../data/location.ts'

export interface InputPlace {
  readonly folder: ReadableFolder
  /** Real path on this machine, links resolved; null for an address. */
  readonly realPath: string | null
}

/** A folder, a zip file or an http(s) address as a folder. Throws not-found, naming the path. */
export async function openInputPlace(place: string): Promise<InputPlace> {
  if (/^https?:\/\//i.test(place)) return { folder: await folderOf({ kind: 'http', url: place }), realPath: null }
  const path = resolve(place)
  const found = await stat(path).catch(() => null)
  if (found === null) {
    throw new SeisError('not-found', 'There is no such file or folder', { where: place, todo: 'check the path' })
  }
  const real = await realpath(path)
  if (found.isDirectory()) return { folder: new NodeFolder(path), realPath: real }
  const file = await openFile(new NodeFolder(dirname(path)), basename(path))
  if (file === undefined) {
    throw new SeisError('bad-input', 'This is neither a folder nor a file', { where: place, todo: 'give a dataset' })
  }
  return { folder: await openZipFolder(file), realPath: real }
}

/** The output folder, which need not exist yet. Throws conflict when it is the input, inside it or around it. */
export async function openOutputPlace(place: string, inputRealPath: string | null): Promise<NodeFolder> {
  const path = await realPathOfNew(resolve(place))
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isDirectory()) {
    throw new SeisError('conflict', 'The output is a file', { where: place, todo: 'give a folder' })
  }
  if (inputRealPath !== null && (isSameOrInside(path, inputRealPath) || isSameOrInside(inputRealPath, path))) {
    throw new SeisError('conflict', 'The output would be in, over or around the input', {
      where: place,
      todo: 'give a folder beside the dataset',
      fields: { output: path, input: inputRealPath },
    })
  }
  return new NodeFolder(path)
}

export function isSameOrInside(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith(sep) ? folder : `${folder}${sep}`)
}

/** Links resolved as far as the path exists. */
async function realPathOfNew(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await realPathOfNew(parent), basename(path))
  }
}

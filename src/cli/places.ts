/** Where data are: the words of the command line as folders, and the rule that an output never touches its input. */
import { access, constants, lstat, readdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve, sep } from 'node:path'
import { SeisError } from '../core/errors.ts'
import type { ReadableFolder } from '../core/folder.ts'
import { NodeFolder } from '../data/folders/node-folder.ts'
import { openFile, openZipFolder } from '../data/folders/zip-folder.ts'
import { folderOf } from '../data/location.ts'

export interface InputPlace {
  readonly folder: ReadableFolder
  /** Real paths on this machine: its own, and those that links in it lead to. None for an address. */
  readonly realPaths: readonly string[]
}

/** A folder, a zip file or an http(s) address as a folder. Throws not-found, naming the path. */
export async function openInputPlace(place: string): Promise<InputPlace> {
  if (/^https?:\/\//i.test(place)) return { folder: await folderOf({ kind: 'http', url: place }), realPaths: [] }
  const path = resolve(place)
  const found = await stat(path).catch(() => null)
  if (found === null) {
    throw new SeisError('not-found', 'There is no such file or folder', { where: place, todo: 'check the path' })
  }
  const real = await realpath(path)
  if (found.isDirectory()) return { folder: new NodeFolder(path), realPaths: [real, ...(await linkedPaths(path))] }
  const file = await openFile(new NodeFolder(dirname(path)), basename(path))
  if (file === undefined) {
    throw new SeisError('bad-input', 'This is neither a folder nor a file', { where: place, todo: 'give a dataset' })
  }
  return { folder: await openZipFolder(file), realPaths: [real] }
}

/** Where the links directly in a folder lead: `traces.zarr` may lie on another disk. */
async function linkedPaths(folder: string): Promise<readonly string[]> {
  const links = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isSymbolicLink())
  const paths = await Promise.all(links.map(({ name }) => realpath(join(folder, name)).catch(() => null)))
  return paths.filter((path) => path !== null)
}

/**
 * The output folder, which need not exist yet. Throws conflict when it is one of the input's real paths, inside it or
 * around it, and permission when nothing can be written there.
 */
export async function openOutputPlace(place: string, inputRealPaths: readonly string[]): Promise<NodeFolder> {
  const path = await realPathOfNew(resolve(place))
  const found = await stat(path).catch(() => null)
  if (found !== null && !found.isDirectory()) {
    throw new SeisError('conflict', 'The output is a file', { where: place, todo: 'give a folder' })
  }
  if (found === null && (await lstat(path).catch(() => null)) !== null) {
    throw new SeisError('conflict', 'The output is a link that leads nowhere', { where: place, todo: 'give a folder' })
  }
  const input = inputRealPaths.find((real) => isSameOrInside(path, real) || isSameOrInside(real, path))
  if (input !== undefined) {
    throw new SeisError('conflict', 'The output would be in, over or around the input', {
      where: place,
      todo: 'give a folder beside the dataset',
      fields: { output: path, input },
    })
  }
  await requireWritable(path, place)
  return new NodeFolder(path)
}

/** Asks before anything is computed: a disk may be mounted for reading only. */
async function requireWritable(path: string, place: string): Promise<void> {
  let existing = path
  while ((await stat(existing).catch(() => null)) === null && dirname(existing) !== existing) {
    existing = dirname(existing)
  }
  await access(existing, constants.W_OK | constants.X_OK).catch((cause: unknown) => {
    throw new SeisError('permission', 'Nothing can be written there', {
      where: place,
      todo: `give another folder, or the right to write to ${existing}`,
      cause,
    })
  })
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

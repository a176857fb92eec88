import * as v from 'valibot'
import { SeisError } from '../../core/errors.ts'
import type { FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { joinPath } from '../folders/path.ts'
import type { ArrayMetadata } from './array-metadata.ts'
import { parseArrayV2 } from './array-metadata-v2.ts'
import { parseArrayV3 } from './array-metadata-v3.ts'
import { LARGEST_JSON_BYTES, parseJson } from './json.ts'

export interface FoundArray {
  /** Where the array lies inside the folder; differs from what was asked for when that is a group. */
  readonly path: string
  readonly metadata: ArrayMetadata
}

/** Members of a group that hold the samples, the most likely first. */
const LIKELY_NAMES = ['traces', 'traces.zarr', 'noise', 'noise.zarr', 'data', 'seismic']
const METADATA_NAMES = ['zarr.json', '.zarray', '.zgroup']

/**
 * The array at a path, or the one array with two dimensions in the group there (by a likely name, else the only one).
 * Zarr v3 metadata wins over v2 where both exist. Throws not-found naming the files looked for.
 */
export async function findArray(folder: ReadableFolder, path: string, options?: FolderOptions): Promise<FoundArray> {
  const node = await readNode(folder, path, options)
  if (node.kind === 'array') return { path, metadata: node.metadata }
  if (node.kind === 'none')
    throw new SeisError('not-found', `No Zarr array or group: none of ${METADATA_NAMES.join(', ')} is there`, {
      where: path === '' ? folder.name : path,
      todo: 'Choose the folder that holds one of these files',
      fields: { path, expected: METADATA_NAMES.join(', ') },
    })
  for (const name of LIKELY_NAMES) {
    const member = await readMember(folder, joinPath(path, name), options)
    if (member !== undefined) return member
  }
  const arrays: FoundArray[] = []
  const others = node.members.filter((name) => !LIKELY_NAMES.includes(name))
  for (const name of others.slice(0, MOST_MEMBERS)) {
    const member = await readMember(folder, joinPath(path, name), options)
    if (member !== undefined) arrays.push(member)
  }
  const [only] = arrays
  if (only !== undefined && arrays.length === 1) return only
  const names = arrays.map((found) => found.path.split('/').at(-1)).join(', ')
  if (arrays.length > 1)
    throw new SeisError('bad-input', `A Zarr group with several arrays: ${names}`, {
      where: path === '' ? folder.name : path,
      todo: 'Open one of these arrays',
      fields: { path, found: names },
    })
  throw new SeisError('not-found', 'A Zarr group without an array of two dimensions', {
    where: path === '' ? folder.name : path,
    todo: `Open the array itself; looked at ${[...LIKELY_NAMES, ...others.slice(0, 10)].join(', ')}`,
    fields: { path },
  })
}

/** A group with more members than this is not searched to its end. */
const MOST_MEMBERS = 100

type Node =
  | { readonly kind: 'array'; readonly metadata: ArrayMetadata }
  | { readonly kind: 'group'; readonly members: readonly string[] }
  | { readonly kind: 'none' }

/** A member of a group that is an array with two dimensions; anything else is passed over. */
async function readMember(
  folder: ReadableFolder,
  path: string,
  options: FolderOptions | undefined,
): Promise<FoundArray | undefined> {
  const document = await readArrayShape(folder, path, options)
  if (document?.length !== 2) return undefined
  const node = await readNode(folder, path, options)
  return node.kind === 'array' ? { path, metadata: node.metadata } : undefined
}

const shapedSchema = v.object({ shape: v.array(v.number()) })

async function readArrayShape(folder: ReadableFolder, path: string, options: FolderOptions | undefined) {
  for (const name of ['zarr.json', '.zarray']) {
    const document = await readJson(folder, joinPath(path, name), options)
    if (v.is(shapedSchema, document)) return document.shape
  }
  return undefined
}

const nodeSchema = v.object({ node_type: v.picklist(['array', 'group']) })

async function readNode(folder: ReadableFolder, path: string, options?: FolderOptions): Promise<Node> {
  const v3 = await readJson(folder, joinPath(path, 'zarr.json'), options)
  if (v3 !== undefined) {
    const isGroup = v.is(nodeSchema, v3) && v3.node_type === 'group'
    if (!isGroup) return { kind: 'array', metadata: parseArrayV3(v3, joinPath(path, 'zarr.json')) }
    return { kind: 'group', members: await members(folder, path, v3, options) }
  }
  const v2 = await readJson(folder, joinPath(path, '.zarray'), options)
  if (v2 !== undefined) {
    const attributes = await readJson(folder, joinPath(path, '.zattrs'), options)
    return { kind: 'array', metadata: parseArrayV2(v2, attributes ?? {}, joinPath(path, '.zarray')) }
  }
  if ((await readJson(folder, joinPath(path, '.zgroup'), options)) === undefined) return { kind: 'none' }
  const consolidated = await readJson(folder, joinPath(path, '.zmetadata'), options)
  return { kind: 'group', members: await members(folder, path, consolidated, options) }
}

const consolidatedSchema = v.union([
  v.pipe(
    v.object({ consolidated_metadata: v.object({ metadata: v.record(v.string(), v.unknown()) }) }),
    v.transform((document) => document.consolidated_metadata.metadata),
  ),
  v.pipe(
    v.object({ metadata: v.record(v.string(), v.unknown()) }),
    v.transform((document) => document.metadata),
  ),
])

/** Names in a group: as listed, or from consolidated metadata where the medium cannot list. */
async function members(folder: ReadableFolder, path: string, document: unknown, options?: FolderOptions) {
  const listed = (await folder.list(path, options))
    .filter((entry) => entry.kind === 'folder')
    .map((entry) => entry.name)
  if (listed.length > 0) return listed.sort()
  const consolidated = v.safeParse(consolidatedSchema, document)
  if (!consolidated.success) return []
  const names = Object.keys(consolidated.output).map((key) => key.split('/')[0] ?? '')
  return [...new Set(names)].filter((name) => /^[^.\\]/.test(name)).sort()
}

/** Reads no more than a metadata file may have, whatever its size. */
async function readJson(folder: ReadableFolder, path: string, options: FolderOptions | undefined): Promise<unknown> {
  const bytes = await folder.readRange(path, 0, LARGEST_JSON_BYTES + 1, options)
  return bytes === undefined ? undefined : parseJson(bytes, path)
}

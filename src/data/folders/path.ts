import { SeisError } from '../../core/errors.ts'
import type { FolderEntry } from '../../core/folder.ts'

/**
 * The parts of a relative path with '/'; none for the folder itself (''). Throws bad-input for a path that could
 * leave the folder or means different things on different systems: '..', '.', empty parts, a leading '/', '\'.
 */
export function splitPath(path: string): readonly string[] {
  if (path === '') return []
  const parts = path.split('/')
  if (parts.every(isPlainName)) return parts
  throw new SeisError('bad-input', 'A path that is not a plain relative path', {
    where: JSON.stringify(path),
    todo: "Use names joined by '/', without '..', '.', empty parts, '\\' or control characters",
  })
}

/** The same, for something that must be inside the folder and so cannot be the folder itself. */
export function splitFilePath(path: string): readonly string[] {
  const parts = splitPath(path)
  if (parts.length > 0) return parts
  throw new SeisError('bad-input', 'The path of a file is empty', { todo: 'Name the file' })
}

/** `folder/name`, where the folder may be ''. */
export function joinPath(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('/')
}

function isPlainName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || name.includes('\\')) return false
  for (let index = 0; index < name.length; index++) if (name.charCodeAt(index) < 32) return false
  return true
}

/** Direct children of the folder whose paths begin with `prefix` (ending with '/', or ''), among the paths of files. */
export function childrenOf(files: Iterable<string>, prefix: string): readonly FolderEntry[] {
  const kinds = new Map<string, FolderEntry['kind']>()
  for (const file of files) {
    if (!file.startsWith(prefix)) continue
    const [name = '', ...rest] = file.slice(prefix.length).split('/')
    kinds.set(name, rest.length > 0 ? 'folder' : 'file')
  }
  return [...kinds].map(([name, kind]) => ({ name, kind }))
}

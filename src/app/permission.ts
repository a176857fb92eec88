import { SeisError } from '../core/errors.ts'

type Mode = 'read' | 'readwrite'

/** In headless and hidden windows Chrome's question may never be answered; after this long it counts as a no. */
const ANSWER_MS = 60_000

export async function hasPermission(handle: FileSystemHandle, mode: Mode): Promise<boolean> {
  return (await queryable(handle).queryPermission({ mode })) === 'granted'
}

/** Asks the browser for access to a folder, from within a click. Throws permission when it is refused. */
export async function requirePermission(handle: FileSystemHandle, mode: Mode): Promise<void> {
  if (await hasPermission(handle, mode)) return
  const answer = await Promise.race([queryable(handle).requestPermission({ mode }), never(ANSWER_MS)])
  if (answer === 'granted') return
  throw new SeisError('permission', `Chrome did not allow ${mode === 'read' ? 'reading' : 'writing'}`, {
    where: handle.name,
    todo: 'choose the folder again and allow access when Chrome asks',
  })
}

function never(timeoutMs: number): Promise<'unanswered'> {
  return new Promise((resolve) => setTimeout(() => resolve('unanswered'), timeoutMs))
}

/** TypeScript's DOM library lacks the two permission calls of the File System Access specification. */
interface PermissionQueries {
  queryPermission(descriptor: { mode: Mode }): Promise<PermissionState>
  requestPermission(descriptor: { mode: Mode }): Promise<PermissionState>
}

function queryable(handle: FileSystemHandle): PermissionQueries {
  return handle as FileSystemHandle & PermissionQueries
}

/** Folders in the browser's own storage (OPFS). */

/** The folder of that name, made when it is not there. */
export async function browserFolder(name: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  return root.getDirectoryHandle(name, { create: true })
}

/** A new, empty folder: `name`, or `name-2`, `name-3` and so on where that is taken. */
export async function freshBrowserFolder(name: string): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory()
  const taken = new Set<string>()
  for await (const entry of root.keys()) taken.add(entry)
  let fresh = name
  for (let i = 2; taken.has(fresh); i++) fresh = `${name}-${i}`
  return root.getDirectoryHandle(fresh, { create: true })
}

/** Removes the folder of that name with all in it; a worker that was ended may hold its files for a moment longer. */
export async function removeBrowserFolder(name: string): Promise<void> {
  const root = await navigator.storage.getDirectory()
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const error = await root.removeEntry(name, { recursive: true }).then(
      () => null,
      (thrown: unknown) => thrown,
    )
    if (error === null || (error instanceof DOMException && error.name === 'NotFoundError')) return
    await new Promise((resolve) => setTimeout(resolve, TRY_AGAIN_MS))
  }
}

const MOST_TRIES = 20
const TRY_AGAIN_MS = 50

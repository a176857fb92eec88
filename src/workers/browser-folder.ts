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

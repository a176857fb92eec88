import { SeisError } from '../core/errors.ts'
import type { DatasetLocation } from '../data/location.ts'

/**
 * The folder or `.zarr.zip` file among dropped items. Must be called inside the drop event: handles can only be
 * asked for before it returns. Rejects with bad-input for anything else, and with permission where the browser gives none.
 */
export async function droppedLocation(items: DataTransferItemList): Promise<DatasetLocation> {
  const first = [...items].find((item) => item.kind === 'file')
  const handle = await handleOf(first)
  if (handle instanceof FileSystemDirectoryHandle) return { kind: 'folder', handle }
  if (handle instanceof FileSystemFileHandle && handle.name.endsWith('.zip')) {
    return { kind: 'file', file: await handle.getFile() }
  }
  throw new SeisError('bad-input', 'This is not a dataset', {
    where: handle?.name ?? 'what was dropped',
    todo: 'drop the folder that contains traces.zarr and metadata.json',
  })
}

/** Chrome gives none of a folder of the system, nor of some on the network. */
async function handleOf(item: DataTransferItem | undefined): Promise<FileSystemHandle | undefined> {
  const handle = await item?.getAsFileSystemHandle().catch(() => null)
  if (handle !== null) return handle
  throw new SeisError('permission', 'Chrome does not open what was dropped', {
    todo: 'if it is a network folder, map it to a drive letter or copy the dataset to a local drive',
  })
}

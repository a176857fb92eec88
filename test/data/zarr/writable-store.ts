import type { WritableFolder } from '../../../src/core/folder.ts'
import { ReadableStore } from '../../../src/data/zarr/store.ts'

/** The program's store, to which zarrita can also write. */
export class WritableStore extends ReadableStore {
  private readonly target: WritableFolder

  constructor(folder: WritableFolder, root = '') {
    super(folder, root)
    this.target = folder
  }

  set(key: `/${string}`, value: Uint8Array): Promise<void> {
    return this.target.write(this.path(key), new Uint8Array(value))
  }
}

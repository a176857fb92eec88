/**
 * An in-memory stand-in for FileSystemDirectoryHandle with what FileSystemAccessFolder uses, and a log of calls.
 * As in a browser, bytes become visible only in close().
 */
export type FakeFault = (call: string, name: string) => void

interface FakeFile {
  bytes: Uint8Array<ArrayBuffer>
}

export interface FakeDirectory {
  readonly handle: FileSystemDirectoryHandle
  readonly calls: string[]
  /** Files under this directory, by name. */
  readonly files: Map<string, FakeFile>
  readonly directories: Map<string, FakeDirectory>
}

export function fakeDirectory(name: string, fault: FakeFault = () => undefined, calls: string[] = []): FakeDirectory {
  const files = new Map<string, FakeFile>()
  const directories = new Map<string, FakeDirectory>()
  const log = (call: string, child: string) => {
    calls.push(`${call} ${child}`)
    fault(call, child)
  }
  const handle = {
    kind: 'directory',
    name,
    async getDirectoryHandle(child: string, options?: { create?: boolean }) {
      log('getDirectoryHandle', child)
      if (files.has(child)) throw new DOMException('a file', 'TypeMismatchError')
      const found = directories.get(child) ?? (options?.create ? fakeDirectory(child, fault, calls) : undefined)
      if (found === undefined) throw new DOMException('no such directory', 'NotFoundError')
      directories.set(child, found)
      return found.handle
    },
    async getFileHandle(child: string, options?: { create?: boolean }) {
      log('getFileHandle', child)
      if (directories.has(child)) throw new DOMException('a directory', 'TypeMismatchError')
      const found = files.get(child) ?? (options?.create ? { bytes: new Uint8Array(0) } : undefined)
      if (found === undefined) throw new DOMException('no such file', 'NotFoundError')
      files.set(child, found)
      return fakeFileHandle(child, found, log)
    },
    async removeEntry(child: string) {
      log('removeEntry', child)
      const removed = files.delete(child) || directories.delete(child)
      if (!removed) throw new DOMException('no such entry', 'NotFoundError')
    },
    async *values() {
      for (const child of files.keys()) yield { kind: 'file', name: child }
      for (const child of directories.keys()) yield { kind: 'directory', name: child }
    },
  }
  // The rest of the interface is never touched by the code under test.
  return { handle: handle as unknown as FileSystemDirectoryHandle, calls, files, directories }
}

function fakeFileHandle(name: string, file: FakeFile, log: (call: string, name: string) => void) {
  return {
    kind: 'file',
    name,
    async getFile() {
      log('getFile', name)
      return new File([file.bytes], name)
    },
    async createWritable() {
      log('createWritable', name)
      let pending = new Uint8Array(0)
      return {
        async write(bytes: Uint8Array) {
          log('write', name)
          pending = bytes.slice()
        },
        async close() {
          log('close', name)
          file.bytes = pending
        },
        async abort() {
          log('abort', name)
        },
      }
    },
  }
}

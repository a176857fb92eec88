import { isSeisError, SeisError, throwIfAborted } from '../../core/errors.ts'
import type { FolderEntry, FolderOptions, ReadableFolder } from '../../core/folder.ts'
import { splitPath } from './path.ts'

/**
 * A folder behind an http(s) address; a query in the address (a signature) goes with every request. It cannot list.
 * A file is missing when the server says so (404, 410) or answers with a web page of its own.
 */
export class HttpFolder implements ReadableFolder {
  readonly name: string
  private readonly base: URL

  constructor(address: string) {
    this.base = parseAddress(address)
    const last = this.base.pathname.split('/').findLast((part) => part !== '')
    this.name = last === undefined ? this.base.host : decodeURIComponent(last)
  }

  async read(path: string, options?: FolderOptions): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const response = await this.request(path, {}, options)
    return response === undefined ? undefined : this.body(path, response, 0, Number.POSITIVE_INFINITY, options)
  }

  async readRange(
    path: string,
    offset: number,
    length: number,
    options?: FolderOptions,
  ): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const range = `bytes=${offset}-${offset + Math.max(1, length) - 1}`
    const response = await this.request(path, { headers: { Range: range } }, options)
    if (response === undefined) return undefined
    // A server may ignore the range and send the whole file from its start.
    const skip = response.status === 206 ? 0 : offset
    return this.body(path, response, skip, length, options)
  }

  async size(path: string, options?: FolderOptions): Promise<number | undefined> {
    const head = await this.request(path, { method: 'HEAD' }, options)
    if (head === undefined) return undefined
    const length = head.headers.get('content-length')
    // A compressed answer tells the size of the compressed bytes.
    if (length !== null && head.headers.get('content-encoding') === null) return Number(length)
    return (await this.read(path, options))?.byteLength
  }

  async list(path: string): Promise<readonly FolderEntry[]> {
    splitPath(path)
    return []
  }

  private address(path: string): URL {
    const parts = splitPath(path).map(encodeURIComponent)
    const address = new URL(this.base)
    address.pathname = [this.base.pathname.replace(/\/+$/, ''), ...parts].join('/')
    return address
  }

  private async request(path: string, init: RequestInit, options?: FolderOptions): Promise<Response | undefined> {
    const address = this.address(path)
    throwIfAborted(options?.signal)
    let response: Response
    try {
      response = await fetch(address, options?.signal ? { ...init, signal: options.signal } : init)
    } catch (error) {
      throwIfAborted(options?.signal)
      throw this.unreachable(path, error)
    }
    if (response.status === 404 || response.status === 410 || isWebPage(response)) {
      await response.body?.cancel()
      return undefined
    }
    if (response.ok || response.status === 416) return response
    await response.body?.cancel()
    const refused = response.status === 401 || response.status === 403
    throw new SeisError(refused ? 'permission' : 'not-found', `The server answers ${response.status}`, {
      where: this.place(path),
      todo: refused ? 'Check that the address may be read without signing in' : 'Try again later',
      fields: { path, status: response.status },
    })
  }

  /** Bytes [skip, skip + length) of a body, reading no further than that. */
  private async body(path: string, response: Response, skip: number, length: number, options?: FolderOptions) {
    if (response.status === 416 || response.body === null) return new Uint8Array(0)
    const pieces: Uint8Array[] = []
    let received = 0
    const reader: ReadableStreamDefaultReader<Uint8Array> = response.body.getReader()
    try {
      while (received < skip + length) {
        const { done, value } = await reader.read()
        if (done) break
        pieces.push(value)
        received += value.byteLength
      }
      await reader.cancel()
    } catch (error) {
      throwIfAborted(options?.signal)
      throw this.unreachable(path, error)
    }
    const all = new Uint8Array(received)
    let filled = 0
    for (const piece of pieces) {
      all.set(piece, filled)
      filled += piece.byteLength
    }
    return skip === 0 && length >= received ? all : all.slice(skip, skip + length)
  }

  private unreachable(path: string, error: unknown): SeisError {
    if (isSeisError(error)) return error
    return new SeisError('not-found', 'The server cannot be reached, or does not let this page read from it', {
      where: this.place(path),
      todo: 'Check the address, the network, and that the server allows other origins (CORS)',
      fields: { path },
      cause: error,
    })
  }

  /** The address without its query, which may be a secret. */
  private place(path: string): string {
    const address = this.address(path)
    return address.origin + address.pathname
  }
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : undefined
  if (url !== undefined && (url.protocol === 'http:' || url.protocol === 'https:')) {
    url.hash = ''
    return url
  }
  throw new SeisError('bad-input', 'Not an http or https address', {
    where: address.slice(0, 200),
    todo: 'Give the address of a Zarr array or dataset folder, such as https://host/survey',
  })
}

function isWebPage(response: Response): boolean {
  return response.headers.get('content-type')?.startsWith('text/html') ?? false
}

/**
 * Plan: the http folder against a server on this machine: whole files, ranges (also from a server that ignores them),
 * sizes, what counts as missing, refused and unreachable, no way out by a path, the query kept but not shown. Then an
 * array is read over http and equals its fixture. Costs: bytes sent for a range.
 */
import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SeisError } from '../../../src/core/errors.ts'
import { HttpFolder } from '../../../src/data/folders/http-folder.ts'
import { openTraceArray } from '../../../src/data/zarr/trace-array.ts'

const FIXTURE = join(import.meta.dirname, '../../fixtures/zarr/v3.sharded.none.float32')

let server: Server
let origin = ''
const requests: string[] = []

/** `/ranges/` honours ranges, `/plain/` ignores them, `/app/` answers all with a page, `/secret/` refuses. */
beforeAll(async () => {
  server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://host')
    requests.push(`${request.method} ${request.url} ${request.headers.range ?? ''}`)
    const [, area = '', ...rest] = url.pathname.split('/')
    if (area === 'app') return response.setHeader('content-type', 'text/html').end('<!doctype html>')
    if (area === 'secret') return response.writeHead(403).end()
    if (area === 'broken') return response.writeHead(503).end()
    const bytes = fileBytes(decodeURIComponent(rest.join('/')))
    if (bytes === undefined) return response.writeHead(404).end()
    const range = area === 'ranges' ? /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') : null
    const [from, to] = range ? [Number(range[1]), Number(range[2]) + 1] : [0, bytes.length]
    if (from >= bytes.length && range) return response.writeHead(416).end()
    const body = bytes.subarray(from, to)
    response.writeHead(range ? 206 : 200, { 'content-length': body.length })
    return response.end(request.method === 'HEAD' ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  origin = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : ''
})
afterAll(() => server.close())

function fileBytes(path: string): Uint8Array | undefined {
  if (path === 'ten bytes#') return Uint8Array.from({ length: 10 }, (_, index) => index)
  try {
    return readFileSync(join(FIXTURE, path))
  } catch {
    return undefined
  }
}

async function failure(work: Promise<unknown>): Promise<SeisError> {
  const error: unknown = await work.catch((reason: unknown) => reason)
  if (error instanceof SeisError) return error
  throw new Error('it succeeded, or failed otherwise')
}

describe('an http folder', () => {
  it.each(['ranges', 'plain'])('reads files and ranges from a server at /%s/', async (area) => {
    const folder = new HttpFolder(`${origin}/${area}`)
    expect([...((await folder.read('ten bytes#')) ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect([...((await folder.readRange('ten bytes#', 3, 2)) ?? [])]).toEqual([3, 4])
    expect([...((await folder.readRange('ten bytes#', 8, 9)) ?? [])]).toEqual([8, 9])
    expect([...((await folder.readRange('ten bytes#', 30, 9)) ?? [1])]).toEqual([])
    expect(await folder.size('ten bytes#')).toBe(10)
    expect(await folder.list('')).toEqual([])
  })

  it('says undefined for 404 and for a web page in place of a file', async () => {
    for (const area of ['ranges', 'app']) {
      const folder = new HttpFolder(`${origin}/${area}/`)
      expect(await folder.read('none'), area).toBeUndefined()
      expect(await folder.readRange('none', 0, 1), area).toBeUndefined()
      expect(await folder.size('none'), area).toBeUndefined()
    }
  })

  it('names what failed, and where, without the secret in the query', async () => {
    const refused = await failure(new HttpFolder(`${origin}/secret?token=abc`).read('zarr.json'))
    expect(refused.code).toBe('permission')
    expect(refused.where).toBe(`${origin}/secret/zarr.json`)
    expect(requests.at(-1)).toContain('/secret/zarr.json?token=abc')
    expect((await failure(new HttpFolder(`${origin}/broken`).read('x'))).fields['status']).toBe(503)
    const gone = await failure(new HttpFolder('http://127.0.0.1:1/x').read('y'))
    expect(gone.code).toBe('not-found')
    expect(gone.line).toContain('CORS')
  })

  it('takes http and https only, and no path that leaves the folder', async () => {
    for (const address of ['file:///etc', 'ftp://host/x', 'javascript:alert(1)', 'survey', ''])
      expect(() => new HttpFolder(address), address).toThrow('Not an http or https address')
    const folder = new HttpFolder(`${origin}/ranges`)
    for (const path of ['../secret', 'a/../../secret', '//evil.example/x', '\\x'])
      expect((await failure(folder.read(path))).code, path).toBe('bad-input')
  })

  it('stops when asked', async () => {
    const folder = new HttpFolder(`${origin}/ranges`)
    expect((await failure(folder.read('ten bytes#', { signal: AbortSignal.abort() }))).code).toBe('cancelled')
  })

  it('reads a sharded array, of each inner chunk its bytes and no others', async () => {
    const array = await openTraceArray(new HttpFolder(`${origin}/ranges/array`), '')
    requests.length = 0
    const chunk = await array.readChunk(1, 2)
    const bytes = new Uint8Array(readFileSync(join(FIXTURE, 'expected.f4')))
    const expected = new Float32Array(bytes.buffer)
    expect(chunk.samples[0]).toBe(expected[10 * 23 + 8])
    expect(chunk.samples.at(-1)).toBe(expected[19 * 23 + 11])
    await array.readChunk(1, 1)
    // The size and index of the shard, then one range a chunk: 10 x 4 samples of 4 bytes.
    expect(requests.map((request) => request.split(' ')[0])).toEqual(['HEAD', 'GET', 'GET', 'GET'])
    expect(requests[2]).toMatch(/bytes=800-959$/)
  })
})

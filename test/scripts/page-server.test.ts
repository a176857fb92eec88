/**
 * Plan: the server of `npm start` gives every answer the page's headers, each kind of file its type, parts on request,
 * and nothing from outside its folder; a port in use is passed over. `--connect` widens connect-src and nothing else.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { request, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pageHeaders, pageHeadersFor } from '../../scripts/page-headers.mjs'
import { parseRange, servePage } from '../../scripts/page-server.mjs'

const folder = mkdtempSync(join(tmpdir(), 'page-server-'))
const root = join(folder, 'page')
let server: Server
let port: number

beforeAll(async () => {
  mkdirSync(join(root, 'assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.txt'), 'outside')
  writeFileSync(join(root, 'index.html'), '<p>page')
  writeFileSync(
    join(root, 'assets', 'a-1.wasm'),
    Uint8Array.from({ length: 256 }, (_, index) => index),
  )
  writeFileSync(join(root, 'assets', 'b-1.js'), '0')
  writeFileSync(join(root, 'assets', 'c-1.woff2'), '')
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
  ;({ server, port } = await servePage({ root, port: 39_410, headers: pageHeaders }))
})

afterAll(() => {
  server.close()
  server.closeAllConnections()
  rmSync(folder, { recursive: true })
})

interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: Buffer
}

/** By node:http, because fetch would tidy up a path with dots before sending it. */
function ask(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET'): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, method, headers: { ...headers } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(parts) }),
      )
    })
    asked.on('error', reject)
    asked.end()
  })
}

test.each([
  ['/', 'text/html; charset=utf-8', 'no-cache'],
  ['/index.html?theme=light', 'text/html; charset=utf-8', 'no-cache'],
  ['/assets/a-1.wasm', 'application/wasm', 'max-age=31536000, immutable'],
  ['/assets/b-1.js', 'text/javascript; charset=utf-8', 'max-age=31536000, immutable'],
  ['/assets/c-1.woff2', 'font/woff2', 'max-age=31536000, immutable'],
])('%s is %s under the policy', async (path, type, cache) => {
  const answer = await ask(path)
  expect(answer.status).toBe(200)
  expect(answer.headers['content-type']).toBe(type)
  expect(answer.headers['cache-control']).toBe(cache)
  for (const [name, value] of Object.entries(pageHeaders)) expect(answer.headers[name.toLowerCase()]).toBe(value)
})

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/assets/../../secret.txt',
  '/link.txt',
  '/assets/',
  '/assets',
  '/%00',
  '/%E0%A4%A',
  '/none',
])('%s is not there', async (path) => {
  const answer = await ask(path)
  expect(answer.status).toBe(404)
  expect(answer.headers['content-security-policy']).toBe(pageHeaders['Content-Security-Policy'])
  expect(answer.body.toString()).not.toContain('outside')
})

test('parts of a file come as asked, and a part beyond its end is refused', async () => {
  const part = await ask('/assets/a-1.wasm', { Range: 'bytes=16-31' })
  expect([part.status, part.headers['content-range'], [...part.body]]).toEqual([
    206,
    'bytes 16-31/256',
    Array.from({ length: 16 }, (_, index) => 16 + index),
  ])
  expect((await ask('/assets/a-1.wasm', { Range: 'bytes=-4' })).body).toEqual(Buffer.from([252, 253, 254, 255]))
  const beyond = await ask('/assets/a-1.wasm', { Range: 'bytes=256-' })
  expect([beyond.status, beyond.headers['content-range']]).toEqual([416, 'bytes */256'])
})

test.each([
  [undefined, null],
  ['bytes=0-0', { start: 0, end: 1 }],
  ['bytes=8-', { start: 8, end: 10 }],
  ['bytes=8-99', { start: 8, end: 10 }],
  ['bytes=-99', { start: 0, end: 10 }],
  ['bytes=5-4', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=0-1,3-4', null],
  ['bytes=-', null],
])('range %s of ten bytes', (header, expected) => {
  expect(parseRange(header, 10)).toEqual(expected)
})

test('only reading is answered, and HEAD without a body', async () => {
  expect((await ask('/', {}, 'POST')).status).toBe(405)
  const head = await ask('/', {}, 'HEAD')
  expect([head.status, head.headers['content-length'], head.body.length]).toEqual([200, '7', 0])
})

test('a port in use is passed over', async () => {
  const second = await servePage({ root, port, headers: pageHeaders })
  expect(second.port).toBeGreaterThan(port)
  second.server.close()
  await expect(servePage({ root, port, attempts: 1, headers: pageHeaders })).rejects.toThrow('EADDRINUSE')
})

test('no request leaves the origin unless a host was named', () => {
  const policy = (origins?: readonly string[]) => pageHeadersFor(origins)['Content-Security-Policy']?.split('; ') ?? []
  expect(policy()).toContain("default-src 'self'")
  expect(policy()).toContain("connect-src 'self'")
  expect(policy().filter((line) => /https?:|\*|unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')/.test(line))).toEqual(
    [],
  )
  const widened = policy(['https://data.example'])
  expect(widened.filter((line) => !policy().includes(line))).toEqual(["connect-src 'self' https://data.example"])
})

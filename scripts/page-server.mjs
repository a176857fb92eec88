/** Serves the files of one folder, and nothing else, to this machine alone. */
import { createReadStream } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, sep } from 'node:path'
import { pipeline } from 'node:stream'

const TYPES = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.wgsl': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

/**
 * Listens on the first free port from `port` on (`attempts` of them) and resolves to {server, port}.
 * Files under `assets/` carry a digest in their name and are cached for good; all others are asked for again.
 */
export async function servePage({ root, port, attempts = 20, headers }) {
  const folder = await realpath(root)
  const server = createServer((request, response) => {
    answer(folder, headers, request, response).catch(() => refuse(response, 500, headers))
  })
  for (let candidate = port; ; candidate += 1) {
    try {
      await listen(server, candidate)
      return { server, port: candidate }
    } catch (error) {
      const isTaken = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      if (!isTaken || candidate + 1 >= port + attempts) throw error
    }
  }
}

function listen(server, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject)
      resolve()
    })
  })
}

async function answer(folder, headers, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, headers)
  const file = await fileOf(folder, request.url ?? '/')
  if (file === null) return refuse(response, 404, headers)
  const range = parseRange(request.headers.range, file.bytes)
  if (range === 'unsatisfiable') {
    return refuse(response, 416, { ...headers, 'Content-Range': `bytes */${file.bytes}` })
  }
  const { start, end } = range ?? { start: 0, end: file.bytes }
  response.writeHead(range === null ? 200 : 206, {
    ...headers,
    'Content-Type': TYPES[extname(file.path)] ?? 'application/octet-stream',
    'Content-Length': end - start,
    'Accept-Ranges': 'bytes',
    'Cache-Control': file.path.startsWith(join(folder, 'assets') + sep) ? 'max-age=31536000, immutable' : 'no-cache',
    ...(range === null ? {} : { 'Content-Range': `bytes ${start}-${end - 1}/${file.bytes}` }),
  })
  if (request.method === 'HEAD' || end === start) return response.end()
  pipeline(createReadStream(file.path, { start, end: end - 1 }), response, () => {})
}

/** The regular file that `url` names inside `folder`, links resolved; null when there is none. */
async function fileOf(folder, url) {
  try {
    const name = decodeURIComponent(new URL(url, 'http://localhost').pathname)
    if (name.includes('\0')) return null
    const path = await realpath(join(folder, name.endsWith('/') ? `${name}index.html` : name))
    if (!path.startsWith(folder + sep)) return null
    const facts = await stat(path)
    return facts.isFile() ? { path, bytes: facts.size } : null
  } catch {
    return null
  }
}

/** One byte range as {start, end}, half-open; null when none was asked for (or several: then the whole file is the answer). */
export function parseRange(header, bytes) {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '')
  if (match === null || (match[1] === '' && match[2] === '')) return null
  const start = match[1] === '' ? Math.max(0, bytes - Number(match[2])) : Number(match[1])
  const end = match[1] === '' || match[2] === '' ? bytes : Math.min(bytes, Number(match[2]) + 1)
  return start < end ? { start, end } : 'unsatisfiable'
}

function refuse(response, status, headers) {
  if (response.headersSent) return response.destroy()
  response.writeHead(status, { ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${status}\n`)
}

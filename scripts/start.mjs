/**
 * npm start -- [--port N] [--connect https://host]... [--no-open]
 * Builds the workbench when the tree is newer than the build, serves it on this machine alone, and opens it.
 */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { pageHeadersFor } from './page-headers.mjs'
import { servePage } from './page-server.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const USAGE = 'usage: npm start -- [--port N] [--connect https://host]... [--no-open]'

const { port, origins, isToOpen } = readWords()
if (!existsSync(join(root, 'node_modules', 'vite'))) stop('The packages are not installed - run npm ci first', 1)
const { buildIfStale, isStale } = await import('./build.mjs')
if (isStale('page')) console.log('Building the workbench ...')
await buildIfStale('page')

const { server, port: free } = await servePage({
  root: join(root, 'dist', 'page'),
  port,
  headers: pageHeadersFor(origins),
})
const address = `http://localhost:${free}`
if (free !== port) console.log(`Port ${port} is in use.`)
console.log(`SeisProc Web: ${address}   (Ctrl+C stops it)`)
for (const origin of origins) console.log(`The page may also read from ${origin}`)
if (isToOpen) openBrowser(address)

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    server.close()
    server.closeAllConnections()
    process.exit(0)
  })
}

function readWords() {
  try {
    const { values } = parseArgs({
      options: {
        port: { type: 'string', default: process.env.PORT ?? '8080' },
        connect: { type: 'string', multiple: true, default: [] },
        'no-open': { type: 'boolean', default: false },
      },
    })
    const wanted = Number(values.port)
    if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535) throw new Error(`--port is ${values.port}`)
    return { port: wanted, origins: values.connect.map(originOf), isToOpen: !values['no-open'] }
  } catch (error) {
    return stop(`${error.message}\n${USAGE}`, 2)
  }
}

function originOf(text) {
  const url = URL.canParse(text) ? new URL(text) : null
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    throw new Error(`--connect is ${text}, and must be an http(s) address`)
  }
  return url.origin
}

/** Opens the default browser where there is a display; the address printed above is enough where there is none. */
function openBrowser(url) {
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY || process.env.WAYLAND_DISPLAY
  if (!hasDisplay || process.env.CI) return
  const commands = { darwin: ['open', [url]], win32: ['cmd', ['/c', 'start', '', url]] }
  const [command, words] = commands[process.platform] ?? ['xdg-open', [url]]
  const child = spawn(command, words, { stdio: 'ignore', detached: true })
  child.on('error', () => console.log('No browser could be opened: open the address above by hand.'))
  child.unref()
}

function stop(text, status) {
  console.error(text)
  process.exit(status)
}

/**
 * node scripts/build.mjs [page|cli] [--if-stale]
 * Builds the page (dist/page) and the command line (dist/cli). Beside each lies a digest of what it was made from,
 * so that --if-stale builds only what no longer agrees with the tree.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const SOURCES = ['src', 'shaders', 'public', 'index.html', 'vite.config.ts', 'tsconfig.json', 'package-lock.json']
const BUNDLES = { page: { mode: 'production', output: 'index.html' }, cli: { mode: 'cli', output: 'seisproc.mjs' } }

/** Builds bundle `name` when it is missing or made from another tree; true when it had to. */
export async function buildIfStale(name) {
  if (!isStale(name)) return false
  await build(name)
  return true
}

export function isStale(name) {
  if (!existsSync(join(root, 'dist', name, BUNDLES[name].output))) return true
  const stamp = stampOf(name)
  return !existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourceDigest()
}

export async function build(name) {
  const digest = sourceDigest()
  rmSync(stampOf(name), { force: true })
  const vite = await import('vite')
  await vite.build({ root, mode: BUNDLES[name].mode, logLevel: 'error' })
  mkdirSync(join(root, 'dist'), { recursive: true })
  writeFileSync(stampOf(name), digest)
}

function stampOf(name) {
  return join(root, 'dist', `${name}.digest`)
}

function sourceDigest() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap((source) => filesUnder(join(root, source)))) {
    hash
      .update(`${relative(root, path)}\0`)
      .update(readFileSync(path))
      .update('\0')
  }
  return hash.digest('hex')
}

/** `path` itself when it is a file, all files below it in a fixed order when it is a folder, none when it is absent. */
function filesUnder(path) {
  if (!existsSync(path)) return []
  let entries
  try {
    entries = readdirSync(path, { withFileTypes: true })
  } catch (error) {
    if (error.code === 'ENOTDIR') return [path]
    throw error
  }
  return entries
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => (entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const words = process.argv.slice(2)
  const names = words.filter((word) => word in BUNDLES)
  for (const name of names.length === 0 ? Object.keys(BUNDLES) : names) {
    const built = words.includes('--if-stale') ? await buildIfStale(name) : await build(name).then(() => true)
    console.log(built ? `built dist/${name}` : `dist/${name} is up to date`)
  }
}

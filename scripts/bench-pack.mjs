/**
 * node scripts/bench-pack.mjs
 * Makes dist/bench-pack and dist/bench-pack.tar.gz: `seisproc bench` with all that it needs on a bare Linux machine
 * (x86-64, glibc, a GPU driver and the Vulkan loader). Below 60 MB, or it fails.
 */
import { execFileSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const pack = join(root, 'dist', 'bench-pack')
const archive = `${pack}.tar.gz`
const LARGEST_BYTES = 60e6
const PLATFORM = 'linux-x64'

/** Packages that bring a file of their own that no bundle can hold. */
const COPIED = {
  webgpu: ['package.json', 'index.js', `dist/${PLATFORM}`, 'LICENSE', 'LICENSE.md'],
  'parquet-wasm': ['package.json', 'node', 'LICENSE_MIT', 'LICENSE_APACHE'],
}

/** Starts the program from any folder. */
const LAUNCHER = `#!/bin/sh
# seisproc on this machine: ./bench.sh [options of bench], such as ./bench.sh --quick --json
# Needs nothing but the driver of a graphics card and the Vulkan loader; --engine cpu needs neither.
here=$(CDPATH= cd -- "$(dirname -- "$0")" && pwd) || exit 1
if ! "$here/node" --version >/dev/null 2>&1; then
  # No C++ runtime here: the one in the pack. Never where the system has its own, which the driver may need newer.
  export LD_LIBRARY_PATH="$here/lib\${LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}"
fi
exec "$here/node" "$here/seisproc.mjs" bench "$@"
`
const PROGRAM = `import { main } from './dist/cli/seisproc.mjs'\nawait main(process.argv.slice(2))\n`

if (`${process.platform}-${process.arch}` !== PLATFORM) {
  throw new Error(`The pack holds the Node that runs this script, which must be of ${PLATFORM}`)
}
rmSync(pack, { recursive: true, force: true })
rmSync(archive, { force: true })
mkdirSync(pack, { recursive: true })

const vite = await import('vite')
await vite.build({
  root,
  mode: 'cli',
  logLevel: 'error',
  ssr: { noExternal: true, external: Object.keys(COPIED) },
  build: { outDir: join(pack, 'dist', 'cli'), minify: true, emptyOutDir: true },
})

for (const [name, parts] of Object.entries(COPIED)) {
  const from = packageFolder(name)
  for (const part of parts.filter((candidate) => existsSync(join(from, candidate)))) {
    cpSync(join(from, part), join(pack, 'node_modules', name, part), { recursive: true, dereference: true })
  }
}
cpSync(join(root, 'test/bench/compare.py'), join(pack, 'test/bench/compare.py'))
cpSync(process.execPath, join(pack, 'node'), { dereference: true })
strip(join(pack, 'node'))
for (const library of cppRuntime()) cpSync(library, join(pack, 'lib', basename(library)), { dereference: true })
writeFileSync(join(pack, 'package.json'), '{ "type": "module", "private": true }\n')
writeFileSync(join(pack, 'seisproc.mjs'), PROGRAM)
writeFileSync(join(pack, 'bench.sh'), LAUNCHER)
chmodSync(join(pack, 'bench.sh'), 0o755)

execFileSync('tar', ['-czf', archive, '-C', dirname(pack), 'bench-pack'])
const { size } = statSync(archive)
console.log(`dist/bench-pack: ${megabytes(folderBytes(pack))} MB, dist/bench-pack.tar.gz: ${megabytes(size)} MB`)
if (size > LARGEST_BYTES) throw new Error(`The archive is above ${megabytes(LARGEST_BYTES)} MB`)

function packageFolder(name) {
  const require = createRequire(join(root, 'package.json'))
  const paths = require.resolve.paths(name) ?? []
  const found = paths.map((path) => join(path, name)).find((path) => existsSync(join(path, 'package.json')))
  if (found === undefined) throw new Error(`${name} is not installed: run npm ci`)
  return found
}

/** The shared libraries of Node that a bare machine may lack. */
function cppRuntime() {
  const linked = execFileSync('ldd', [process.execPath], { encoding: 'utf8' })
  return [...linked.matchAll(/=> (\S+\/lib(?:stdc\+\+|gcc_s)\.so\.\d+) /g)].map((match) => match[1])
}

/** Symbols are of no use here; without a `strip` the pack is only larger. */
function strip(path) {
  try {
    execFileSync('strip', ['--strip-unneeded', path])
  } catch {
    console.log('node is packed unstripped: there is no strip here')
  }
}

function folderBytes(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0)
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1)
}

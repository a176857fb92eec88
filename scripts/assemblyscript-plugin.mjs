/**
 * Vite plugin: `import bytes from './simd/index.ts?wasm-bytes'` is the WebAssembly module that the AssemblyScript file
 * and what it imports compile to, as a Uint8Array. Compiled once for a state of its folder: .cache keeps the result.
 */
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const QUERY = '?wasm-bytes'
const CACHE = join(dirname(dirname(fileURLToPath(import.meta.url))), '.cache', 'assemblyscript')
const OPTIONS = ['-O3', '--enable', 'simd', '--runtime', 'stub', '--noAssert', '--importMemory', '--zeroFilledMemory']

export function assemblyscript() {
  return {
    name: 'assemblyscript',
    enforce: 'pre',
    async load(id) {
      if (!id.endsWith(QUERY)) return null
      const entry = id.slice(0, -QUERY.length)
      for (const path of filesBeside(entry)) this.addWatchFile(path)
      const base64 = Buffer.from(await compiled(entry)).toString('base64')
      return `export default Uint8Array.from(atob('${base64}'), (character) => character.charCodeAt(0))`
    },
  }
}

/** Throws with the compiler's words when the source does not compile. */
async function compiled(entry) {
  const { default: asc } = await import('assemblyscript/asc')
  const hash = createHash('sha256').update(`${asc.version ?? ''} ${OPTIONS.join(' ')}`)
  for (const path of filesBeside(entry)) hash.update(readFileSync(path))
  const kept = join(CACHE, `${hash.digest('hex').slice(0, 32)}.wasm`)
  if (existsSync(kept)) return readFileSync(kept)
  let bytes
  const words = []
  const { error } = await asc.main([entry, '--baseDir', '/', '-o', 'out.wasm', ...OPTIONS], {
    writeFile(name, contents) {
      if (name.endsWith('out.wasm')) bytes = contents
    },
    stderr: { write: (text) => words.push(text) },
  })
  if (error || bytes === undefined) throw new Error(`${entry} does not compile:\n${words.join('') || error}`)
  mkdirSync(CACHE, { recursive: true })
  // Two builds at once may both compile; neither reads what the other has half written.
  const written = `${kept}.${process.pid}`
  writeFileSync(written, bytes)
  renameSync(written, kept)
  return bytes
}

function filesBeside(entry) {
  const folder = dirname(entry)
  return readdirSync(folder)
    .filter((name) => name.endsWith('.ts'))
    .toSorted()
    .map((name) => join(folder, name))
}

/** The program's own source as text: files, what each imports, and rules about both. */
import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LayerRule } from './layer-table.ts'

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

export interface SourceFile {
  /** With forward slashes, relative to the folder that was read. */
  readonly path: string
  readonly text: string
}

export interface Import {
  readonly target: string
  readonly isTypeOnly: boolean
}

export function readTree(folder: string, names: RegExp): SourceFile[] {
  const base = join(ROOT, folder)
  return readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && names.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({ path: relative(base, path).split(sep).join('/'), text: readFileSync(path, 'utf8') }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** Everything that `text` imports: static, re-exported, for effect, dynamic, by URL (workers), by glob (shaders). */
export function importsOf(text: string): Import[] {
  const found: Import[] = []
  const collect = (pattern: RegExp, isTypeOnly: (match: RegExpMatchArray) => boolean): void => {
    for (const match of text.matchAll(pattern)) {
      if (match.groups?.['target'] !== undefined) {
        found.push({ target: match.groups['target'].replace(/\?.*$/, ''), isTypeOnly: isTypeOnly(match) })
      }
    }
  }
  collect(/^[ \t]*(?:import|export)\s+(?<type>type\s)?[^'"`;=()]*?\bfrom\s*['"](?<target>[^'"]+)['"]/gm, isType)
  collect(/^[ \t]*import\s*['"](?<target>[^'"]+)['"]/gm, () => false)
  collect(/(?<type>:\s*)?\bimport\s*\(\s*['"](?<target>[^'"]+)['"]\s*\)/g, isType)
  collect(/\bnew\s+URL\(\s*['"](?<target>[^'"]+)['"]\s*,\s*import\.meta\.url/g, () => false)
  collect(/\bimport\.meta\.glob[^(]*\(\s*['"](?<target>[^'"]+)['"]/g, () => false)
  return found
}

function isType(match: RegExpMatchArray): boolean {
  return match.groups?.['type'] !== undefined
}

/** The layer of a path below src/: its folder, or `main`. */
export function layerOf(path: string): string {
  const [first, second] = path.split('/')
  return second === undefined ? 'main' : (first ?? '')
}

/** A relative import as a path below src/ (`../shaders/...` becomes `shaders/...`); null for a package. */
export function resolveImport(from: string, target: string): string | null {
  if (target.startsWith('/shaders/') || target.startsWith('#shaders/')) return target.slice(1)
  if (target.startsWith('#src/')) return target.slice('#src/'.length)
  if (!target.startsWith('.')) return null
  const path = normalize(join(dirname(from), target))
    .split(sep)
    .join('/')
  return path.startsWith('../') ? path.slice('../'.length) : path
}

/** Sentences about every import of `files` that `table` forbids. */
export function violations(files: readonly SourceFile[], table: Readonly<Record<string, LayerRule>>): string[] {
  return files.flatMap((file) => {
    const layer = layerOf(file.path)
    const rule = table[layer]
    if (rule === undefined) return [`${file.path}: the folder ${layer} is not in the table of layers`]
    return importsOf(file.text)
      .filter((imported) => !isAllowed(file.path, imported, layer, rule))
      .map((imported) => `${file.path} imports ${imported.isTypeOnly ? 'the types of ' : ''}${imported.target}`)
  })
}

function isAllowed(path: string, imported: Import, layer: string, rule: LayerRule): boolean {
  const { target, isTypeOnly } = imported
  const resolved = resolveImport(path, target)
  if (resolved === null) {
    if (target.startsWith('node:')) return rule.node?.test(path) === true
    return rule.packages.some((name) => target === name || target.startsWith(`${name}/`))
  }
  const targetLayer = layerOf(resolved)
  if (targetLayer === layer || rule.layers.includes(targetLayer)) return true
  if (rule.files?.includes(resolved)) return true
  return isTypeOnly && rule.types?.includes(resolved) === true
}

/** Every cycle of imports, as `a -> b -> a`, each once. */
export function cycles(files: readonly SourceFile[]): string[] {
  const edges = new Map(
    files.map((file) => [
      file.path,
      importsOf(file.text).flatMap((item) => resolveImport(file.path, item.target) ?? []),
    ]),
  )
  const found = new Map<string, string>()
  const done = new Set<string>()
  const walk = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path)
    if (at >= 0) {
      const loop = trail.slice(at)
      found.set(loop.toSorted().join(), [...loop, path].join(' -> '))
      return
    }
    if (done.has(path)) return
    for (const next of edges.get(path) ?? []) if (edges.has(next)) walk(next, [...trail, path])
    done.add(path)
  }
  for (const file of files) walk(file.path, [])
  return [...found.values()]
}

/** Code without comments, and with the content of strings removed. */
export function codeOnly(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/(['"`])(?:\\.|(?!\1)[^\\\n])*\1/g, "''")
    .replace(/\/\/.*$/gm, '')
}

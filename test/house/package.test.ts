/**
 * Plan: the package promises what a fresh machine needs: exact versions, a lock file that agrees with them and names
 * no registry, an entry for every optional package of every platform (npm ci refuses the lock otherwise), the commands of the
 * README, and no import of a package that is not declared.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importsOf, ROOT, readTree } from './source-tree.ts'

interface Manifest {
  readonly engines: Readonly<Record<string, string>>
  readonly scripts: Readonly<Record<string, string>>
  readonly bin: Readonly<Record<string, string>>
  readonly dependencies: Readonly<Record<string, string>>
  readonly devDependencies: Readonly<Record<string, string>>
}

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly link?: boolean
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const manifest: Manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
const lock: { packages: Readonly<Record<string, LockedPackage>> } = JSON.parse(
  readFileSync(join(ROOT, 'package-lock.json'), 'utf8'),
)
const declared = { ...manifest.dependencies, ...manifest.devDependencies }

test('every version is exact, and the lock holds the same', () => {
  for (const [name, version] of Object.entries(declared)) {
    expect(version, name).toMatch(/^\d+\.\d+\.\d+(?:-[\w.]+)?$/)
    expect(lock.packages[`node_modules/${name}`]?.version, name).toBe(version)
  }
  expect({ ...lock.packages['']?.dependencies, ...lock.packages['']?.devDependencies }).toEqual(declared)
})

test('the lock names no address', () => {
  const addressed = Object.entries(lock.packages).filter(([, entry]) => entry.resolved?.startsWith('http'))
  expect(addressed.map(([path]) => path)).toEqual([])
})

test('the lock has every optional package, also those of other platforms', () => {
  const missing = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys(entry.optionalDependencies ?? {}).filter(
      (name) => !(`node_modules/${name}` in lock.packages || `${path}/node_modules/${name}` in lock.packages),
    ),
  )
  expect(missing).toEqual([])
})

test('the commands of the README are there', () => {
  expect(manifest.engines['node']).toMatch(/^>=20/)
  expect(Object.keys(manifest.scripts)).toEqual(expect.arrayContaining(['start', 'test', 'build']))
  for (const path of [
    'scripts/start.mjs',
    'scripts/test.mjs',
    'scripts/build.mjs',
    '.ci/run',
    manifest.bin['seisproc'],
  ]) {
    expect(path !== undefined && existsSync(join(ROOT, path)), path).toBe(true)
  }
})

test('src imports only declared dependencies, and every dependency is imported', () => {
  const targets = readTree('src', /\.(?:tsx?|css)$/)
    .flatMap((file) => [...importsOf(file.text), ...cssImports(file.text)])
    .map((item) => item.target)
    .filter((target) => !/^(?:\.|\/|#|node:|https?:)/.test(target))
  const used = new Set(targets.map((target) => target.split('/', target.startsWith('@') ? 2 : 1).join('/')))
  expect([...used].filter((name) => !(name in manifest.dependencies))).toEqual([])
  expect(Object.keys(manifest.dependencies).filter((name) => !used.has(name))).toEqual([])
})

function cssImports(text: string): { target: string }[] {
  return [...text.matchAll(/@import\s+['"]([^'"]+)['"]/g)].map((match) => ({ target: match[1] ?? '' }))
}

/**
 * Plan: every import of src/ is one that the table of layers allows; no cycle; every folder of src/ is in the table.
 * Control cases: a small tree with one known fault of each kind must be found out, or the test proves nothing.
 */
import { expect, test } from 'vitest'
import { FORBIDDEN_WORDS, LAYERS } from './layer-table.ts'
import { codeOnly, cycles, importsOf, layerOf, readTree, violations } from './source-tree.ts'

const files = readTree('src', /\.tsx?$/)

test('there is a tree to check', () => {
  expect(files.length).toBeGreaterThan(50)
  expect(new Set(files.map((file) => layerOf(file.path))).size).toBeGreaterThan(8)
})

test('every import is one that the table allows', () => {
  expect(violations(files, LAYERS)).toEqual([])
})

test('no file imports itself by any way around', () => {
  expect(cycles(files)).toEqual([])
})

test.each(FORBIDDEN_WORDS)('no word of $words in $layers', ({ layers, words }) => {
  const found = files
    .filter((file) => layers.includes(layerOf(file.path)))
    .flatMap((file) => {
      const word = words.exec(codeOnly(file.text))
      return word === null ? [] : [`${file.path}: ${word[0]}`]
    })
  expect(found).toEqual([])
})

test('every form of import is seen', () => {
  const text = `
import { a } from './a.ts'
import type { B } from './b.ts'
import {
  c,
  d,
} from './c.ts'
export { e } from './e.ts'
export * from './f.ts'
import './g.css'
const h = await import('./h.ts')
new Worker(new URL('./i.worker.ts', import.meta.url), { type: 'module' })
import url from 'some/file.wasm?url'
const shaders = import.meta.glob<string>('/shaders/**/*.wgsl', { eager: true })
export const notAnImport = 'from somewhere'
`
  expect(
    importsOf(text)
      .map((item) => `${item.isTypeOnly ? 'type ' : ''}${item.target}`)
      .toSorted(),
  ).toEqual(
    [
      './a.ts',
      'type ./b.ts',
      './c.ts',
      './e.ts',
      './f.ts',
      './g.css',
      './h.ts',
      './i.worker.ts',
      'some/file.wasm',
      '/shaders/**/*.wgsl',
    ].toSorted(),
  )
})

test('a forbidden layer, package, file, value of a type-only file and unknown folder are found', () => {
  const tree = [
    { path: 'core/a.ts', text: "import { b } from '../dsp/b.ts'" },
    { path: 'dsp/b.ts', text: "import { chunk } from 'zarrita'" },
    { path: 'ui/c.tsx', text: "import { run } from '../processes/wavelet-denoise/gpu.ts'" },
    { path: 'app/d.ts', text: "import { open } from '../data/location.ts'" },
    { path: 'data/e.ts', text: "new Worker(new URL('../workers/io.worker.ts', import.meta.url))" },
    { path: 'pipeline/f.ts', text: "import { readFile } from 'node:fs/promises'" },
    { path: 'state/g.ts', text: "import { create } from 'zustand'" },
    { path: 'misc/h.ts', text: '' },
  ]
  expect(violations(tree, LAYERS).map((line) => line.split(/[ :]/)[0])).toEqual(tree.map((file) => file.path))
})

test('what the table allows passes', () => {
  const tree = [
    { path: 'dsp/a.ts', text: "import { b } from '../core/b.ts'\nimport { c } from './c.ts'" },
    { path: 'app/d.ts', text: "import type { DatasetLocation } from '../data/location.ts'" },
    { path: 'data/e.ts', text: "import { registry } from 'zarrita'\nimport('numcodecs/blosc')" },
    { path: 'ui/Form.tsx', text: "import { checkValue } from '../processes/schema.ts'" },
    { path: 'main.tsx', text: "import { App } from './ui/App.tsx'" },
  ]
  expect(violations(tree, LAYERS)).toEqual([])
})

test('a cycle of two, of three and through a type is found, a diamond is none', () => {
  const tree = (edges: Record<string, readonly string[]>) =>
    Object.entries(edges).map(([path, targets]) => ({
      path: `core/${path}.ts`,
      text: targets.map((target) => `import type { X } from './${target}.ts'`).join('\n'),
    }))
  expect(cycles(tree({ a: ['b'], b: ['a'] }))).toHaveLength(1)
  expect(cycles(tree({ a: ['b'], b: ['c'], c: ['a'] }))).toHaveLength(1)
  expect(cycles(tree({ a: ['b', 'c'], b: ['d'], c: ['d'], d: [] }))).toEqual([])
})

/**
 * Plan: composition on made-up sources. Imports are expanded once and in order, sizes replace a const, parts stand in
 * for others, and each mistake (unknown file, cycle, idle part, size without a const) is an error that names the file.
 */
import { expect, test } from 'vitest'
import { composeWgsl } from '../../src/gpu/wgsl.ts'

const sources = {
  'entry.wgsl': '#import shared/b\n#import shared/a\nconst N = 8u;\nfn main() {}',
  'shared/a.wgsl': 'fn a() {}',
  'shared/b.wgsl': '#import shared/a\nfn b() {}',
  'cycle.wgsl': '#import shared/x',
  'shared/x.wgsl': '#import shared/y',
  'shared/y.wgsl': '#import shared/x',
  'orphan.wgsl': '#import shared/nothing',
}

test('each import stands once, before what needs it', () => {
  const text = composeWgsl('entry.wgsl', {}, sources)
  expect(text.match(/fn a\(\)/g)).toHaveLength(1)
  expect(text.indexOf('fn a()')).toBeLessThan(text.indexOf('fn b()'))
})

test('a size replaces the value of its const', () => {
  expect(composeWgsl('entry.wgsl', { sizes: { N: 31 } }, sources)).toContain('const N = 31u;')
})

test('a list of sizes replaces that of its const', () => {
  const entry = 'const RADICES = array(8u, 8u);\nconst N = 1u;'
  const text = composeWgsl('list.wgsl', { sizes: { RADICES: [4, 3, 5], N: 3 } }, { ...sources, 'list.wgsl': entry })
  expect(text).toBe('const RADICES = array(4u, 3u, 5u);\nconst N = 3u;')
  const wrong = () => composeWgsl('list.wgsl', { sizes: { N: [1] } }, { ...sources, 'list.wgsl': entry })
  expect(wrong).toThrow(/no line "const N = ...;" to size/)
})

test('a part stands in for what is imported', () => {
  const more = { ...sources, 'shared/c.wgsl': 'fn a() { quick(); }' }
  const text = composeWgsl('entry.wgsl', { parts: { 'shared/a': 'shared/c' } }, more)
  expect(text.match(/fn a\(\) .*/g)).toEqual(['fn a() { quick(); }'])
})

test.each([
  ['an unknown file', () => composeWgsl('orphan.wgsl', {}, sources), /no such file, imported by orphan.wgsl/],
  [
    'a cycle',
    () => composeWgsl('cycle.wgsl', {}, sources),
    /import cycle .*x.wgsl -> shared\/y.wgsl -> shared\/x.wgsl/,
  ],
  [
    'a part that stands in for nothing',
    () => composeWgsl('orphan.wgsl', { parts: { 'shared/z': 'shared/a' } }, { ...sources, 'orphan.wgsl': '' }),
    /nothing imports what shared\/a stands in for/,
  ],
  ['a size without a const', () => composeWgsl('entry.wgsl', { sizes: { M: 1 } }, sources), /no line "const M/],
])('%s is refused', (_, compose, message) => {
  expect(compose).toThrow(message)
})

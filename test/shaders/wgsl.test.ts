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

test('a part stands in for what is imported, and features to enable come first', () => {
  const more = { ...sources, 'shared/c.wgsl': 'enable subgroups;\nfn a() { quick(); }' }
  const text = composeWgsl('entry.wgsl', { parts: { 'shared/a': 'shared/c' } }, more)
  expect(text.match(/fn a\(\) .*/g)).toEqual(['fn a() { quick(); }'])
  expect(text.startsWith('enable subgroups;\n')).toBe(true)
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

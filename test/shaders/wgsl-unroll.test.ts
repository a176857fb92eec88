/**
 * Plan: `#for` writes its body once a turn, nested and with computed bounds; the network of `#sort` puts every sequence
 * of zeros and ones in order, which by the 0-1 principle is every sequence (all of them to 14 values, those with up to
 * 2 changes beyond); each mistake is an error.
 */
import { expect, test } from 'vitest'
import { sortingNetwork, unrollWgsl } from '../../src/gpu/wgsl-unroll.ts'

const lines = (...text: string[]) => text.join('\n')

test('a loop is written out, with literals for its word', () => {
  const text = lines(
    'const N = 5u;',
    'const HALF = N / 2u;',
    '#for i in 1..HALF + 1',
    'x[i] = first(i);',
    '#end',
    'done',
  )
  expect(unrollWgsl(text, 'a.wgsl').split('\n').slice(2)).toEqual(['x[1u] = first(1u);', 'x[2u] = first(2u);', 'done'])
})

test('loops nest, and an inner bound may be the outer word', () => {
  const text = lines('#for i in 0..3', '#for j in 0..i', 'at(i, j);', '#end', '#end')
  expect(unrollWgsl(text, 'a.wgsl').split('\n')).toEqual(['at(1u, 0u);', 'at(2u, 0u);', 'at(2u, 1u);'])
})

test.each([
  ['7 / 2', 3],
  ['N * (N - 1) / 2', 10],
  ['max(0, 2 - N)', 0],
  ['min(N, 3 + 1u) - 1', 3],
  ['N - 2 - 1', 2],
])('the bound %s is %i', (bound, turns) => {
  const text = lines('const N = 5u;', `#for i in 0..${bound}`, 'turn;', '#end')
  expect(unrollWgsl(text, 'a.wgsl').split('\n').slice(1)).toEqual(new Array(turns).fill('turn;'))
})

test('text without directives is left as it is', () => {
  const text = lines('const N = 2u;', 'fn main() {}')
  expect(unrollWgsl(text, 'a.wgsl')).toBe(text)
})

test('a sort becomes exchanges of the named array', () => {
  const exchange = '{ let low = min(w[0u], w[1u]); w[1u] = max(w[0u], w[1u]); w[0u] = low; }'
  expect(unrollWgsl(lines('const N = 2u;', '#sort w N'), 'a.wgsl')).toContain(exchange)
})

test.each([
  ['an unknown name', lines('#for i in 0..N', '#end'), /no const N/],
  ['half a bound', lines('#for i in 0..(1 + ', '#end'), /nothing in the bound/],
  ['more than a bound', lines('#for i in 0..1 2', '#end'), /2 in the bound/],
  ['a loop without end', lines('const N = 1u;', '#for i in 0..N'), /#for without #end/],
  ['an end without loop', lines('#for i in 0..1', '#end', '#end'), /#end without #for/],
])('%s is refused', (_, text, message) => {
  expect(() => unrollWgsl(text, 'a.wgsl')).toThrow(message)
})

test.each(Array.from({ length: 31 }, (_, i) => i + 1))('the network of %i values sorts', (n) => {
  const network = sortingNetwork(n)
  const sequences = n <= 14 ? allOf(n) : withTwoChanges(n)
  for (const sequence of sequences) {
    const values = [...sequence]
    for (const [low, high] of network) {
      const [a, b] = [values[low]!, values[high]!]
      values[low] = Math.min(a, b)
      values[high] = Math.max(a, b)
    }
    expect(values.every((value, i) => i === 0 || values[i - 1]! <= value)).toBe(true)
  }
})

function* allOf(n: number): Generator<number[]> {
  for (let bits = 0; bits < 2 ** n; bits++) yield Array.from({ length: n }, (_, i) => (bits >> i) & 1)
}

/** Zeros, then ones, then zeros, and the other way round. */
function* withTwoChanges(n: number): Generator<number[]> {
  for (let from = 0; from <= n; from++) {
    for (let to = from; to <= n; to++) {
      for (const inside of [0, 1])
        yield Array.from({ length: n }, (_, i) => (i >= from && i < to ? inside : 1 - inside))
    }
  }
}

/** Plan: each row of test/faults.md names a test file that holds its words; every fault from F1 to F38 is spoken of. */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))
const table = readFileSync(`${root}test/faults.md`, 'utf8')
const rows = [...table.matchAll(/^\| (F\d+) [^|]*\| (\S+) \| ([^|]+) \|$/gm)].map(([, fault, file, words]) => {
  return { fault: fault!, file: file!, words: words!.trim() }
})

it.each(rows)('$fault is tested in $file', ({ file, words }) => {
  expect(readFileSync(root + file, 'utf8')).toContain(words)
})

it('no fault is left out', () => {
  const spoken = new Set([...table.matchAll(/\bF(\d+)\b/g)].map(([, number]) => Number(number)))
  expect([...spoken].sort((a, b) => a - b)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1))
})

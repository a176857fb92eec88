/**
 * Plan: each dataset has its own sizes, the last ones kept; text that is none of ours gives none.
 */
import { expect, test } from 'vitest'
import { keepSizes, keptSizes } from '../../src/app/kept-sizes.ts'
import type { DatasetInfo } from '../../src/core/dataset.ts'

const datasetNamed = (name: string) => ({ name, nSamples: 8, nTraces: 6, gathers: { nGathers: 2 } }) as DatasetInfo

function makeText(text: string | null = null) {
  return {
    getItem: () => text,
    setItem: (_: string, next: string) => {
      text = next
    },
  }
}

test('each dataset has its own sizes', () => {
  const text = makeText()
  const [first, second] = [datasetNamed('first'), datasetNamed('second')]
  keepSizes(text, first, { inspector: 400 })
  keepSizes(text, second, { navigator: 62 })
  keepSizes(text, first, { inspector: 410, headerStrip: 30 })
  expect(keptSizes(text, first)).toEqual({ inspector: 410, headerStrip: 30 })
  expect(keptSizes(text, second)).toEqual({ navigator: 62 })
  expect(keptSizes(text, datasetNamed('third'))).toEqual({})
})

test.each(['', '{}', '3', '[3]'])('%j gives none', (text) => {
  expect(keptSizes(makeText(text), datasetNamed('first'))).toEqual({})
})

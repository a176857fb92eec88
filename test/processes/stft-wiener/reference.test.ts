/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py); what every filter across traces does.
 */
import { describe, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { stftWiener } from '../../../src/processes/stft-wiener/params.ts'
import { stftWienerReference } from '../../../src/processes/stft-wiener/reference.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { describeLateralFilter } from '../../lateral-filter.ts'
import { runAllPasses } from '../../run-twin.ts'

const run = (gather: Gather, values = {}) =>
  runAllPasses(stftWienerReference, gather, defaultStep(stftWiener, values), 1)

describe('golden cases', () => {
  it.each(beyondCases('stft-wiener').filter(({ mask }) => mask === null))(
    '$id',
    ({ given, gather, expected, figures }) => {
      // Both round once to float32.
      const result = run(gather, given)
      expectArraysClose(result.samples, expected, { relativeToMax: 2e-7, columns: gather.nTraces })
      expectFiguresClose(result.figures, figures)
    },
  )
})

describeLateralFilter({
  reference: stftWienerReference,
  definition: stftWiener,
  variants: [{ balance: false }, { k: 'auto' }],
  lostBelow: 1e-7,
})

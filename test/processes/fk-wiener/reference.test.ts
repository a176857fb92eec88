/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py), where whole patches go through two-dimensional
 * transforms; what every filter across traces does.
 */
import { describe, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { fkWiener } from '../../../src/processes/fk-wiener/params.ts'
import { fkWienerReference } from '../../../src/processes/fk-wiener/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases, expectFiguresClose } from '../../beyond-cases.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { describeLateralFilter } from '../../lateral-filter.ts'
import { runAllPasses } from '../../run-twin.ts'

const run = (gather: Gather, values = {}) => runAllPasses(fkWienerReference, gather, defaultStep(fkWiener, values), 1)

describe('golden cases', () => {
  it.each(beyondCases('fk-wiener').filter(({ mask }) => mask === null))(
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
  reference: fkWienerReference,
  definition: fkWiener,
  variants: [{ balance: false }, { quality: 'mean', patchSamples: 16 }, { k: 'auto', patchSamples: 16 }],
  lostBelow: 1e-7,
})

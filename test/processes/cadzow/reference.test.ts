/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py: numpy.linalg.svd); what every filter across traces does;
 * unfit windows are refused.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { cadzow } from '../../../src/processes/cadzow/params.ts'
import { cadzowReference } from '../../../src/processes/cadzow/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases } from '../../beyond-cases.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { describeLateralFilter } from '../../lateral-filter.ts'
import { runPasses } from '../../run-twin.ts'

const run = (gather: Gather, values = {}) => runPasses(cadzowReference, gather, defaultStep(cadzow, values), 1)

describe('golden cases', () => {
  it.each(beyondCases('cadzow'))('$id', ({ given, gather, expected }) => {
    // Both round once to float32.
    expectArraysClose(run(gather, given), expected, { relativeToMax: 2e-7, columns: gather.nTraces })
  })
})

describeLateralFilter({
  reference: cadzowReference,
  definition: cadzow,
  variants: [{ balance: false }],
  lostBelow: 1e-9,
})

it.each([
  [{ windowSamples: 50 }, 'windowSamples is 50'],
  [{ windowTraces: 18 }, 'windowTraces is 18'],
])('refuses %o', (values, words) => {
  expect(() => cadzow.check!(defaultStep(cadzow, values), 'step 1')).toThrow(words)
})

/**
 * Plan: golden cases by NumPy (test/fixtures/make-beyond-fixtures.py: numpy.linalg.solve); what every filter across traces
 * does; what no trace can be predicted from comes back as it is; unfit windows are refused.
 */
import { describe, expect, it } from 'vitest'
import type { Gather } from '../../../src/core/gather.ts'
import { fxDecon } from '../../../src/processes/fx-decon/params.ts'
import { fxDeconReference } from '../../../src/processes/fx-decon/reference.ts'
import { defaultStep } from '../../../src/processes/schema.ts'
import { beyondCases } from '../../beyond-cases.ts'
import { expectArraysClose } from '../../compare-arrays.ts'
import { makeGather } from '../../gathers.ts'
import { describeLateralFilter } from '../../lateral-filter.ts'
import { runPasses } from '../../run-twin.ts'

const run = (gather: Gather, values = {}) => runPasses(fxDeconReference, gather, defaultStep(fxDecon, values), 1)

describe('golden cases', () => {
  it.each(beyondCases('fx-decon'))('$id', ({ given, gather, expected }) => {
    // Both round once to float32.
    expectArraysClose(run(gather, given), expected, { relativeToMax: 2e-7, columns: gather.nTraces })
  })
})

describeLateralFilter({
  reference: fxDeconReference,
  definition: fxDecon,
  variants: [{ balance: false }],
  lostBelow: 1e-9,
})

it('gives what no trace can be predicted from as it is', () => {
  const gather = makeGather(60, 4)
  expectArraysClose(run(gather), gather.samples, { relativeToMax: 2e-7, columns: 4 })
})

it.each([
  [{ windowSamples: 50 }, 'windowSamples is 50'],
  [{ windowTraces: 18 }, 'windowTraces is 18'],
  [{ points: 8 }, 'windowTraces is 32'],
])('refuses %o', (values, words) => {
  expect(() => fxDecon.check!(defaultStep(fxDecon, values), 'step 1')).toThrow(words)
})

it('takes the narrowest window that a filter fits', () => {
  expect(() => fxDecon.check!(defaultStep(fxDecon, { points: 8, windowTraces: 36 }), 'step 1')).not.toThrow()
})

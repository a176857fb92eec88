/** Plan: counts of Playwright reports as its JSON reporter writes them, cut to what is read. */
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { playwrightCounts } from '../../scripts/test-reports.mjs'

test('a walk that passes at the second try is counted as passed and named', () => {
  expect(counts({ expected: 28, unexpected: 0, flaky: 1, skipped: 0 })).toEqual({
    passed: 29,
    failed: 0,
    skipped: 0,
    note: 'passed at the second try only: sweep.spec.ts, a sheet is run',
  })
})

test('a walk that fails twice is a failure', () => {
  expect(counts({ expected: 28, unexpected: 1, flaky: 0, skipped: 0 })).toMatchObject({ failed: 1, note: undefined })
})

function counts(stats: Record<string, number>) {
  const status = stats['flaky'] === 1 ? 'flaky' : 'unexpected'
  const specs = [
    { file: 'sweep.spec.ts', title: 'a sheet is run', tests: [{ status }] },
    { file: 'sweep.spec.ts', title: 'a sheet is kept', tests: [{ status: 'expected' }] },
  ]
  const path = join(mkdtempSync(join(tmpdir(), 'report-')), 'e2e.json')
  writeFileSync(path, JSON.stringify({ stats, suites: [{ suites: [{ specs }] }] }))
  return playwrightCounts(path)
}

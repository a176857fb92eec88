/** Counts of cases out of the runners' own JSON reports: {passed, failed, skipped, note}. */
import { existsSync, readFileSync } from 'node:fs'

export function vitestCounts(path) {
  const report = readReport(path)
  if (report === null) return noReport
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

export function playwrightCounts(path) {
  const report = readReport(path)
  if (report === null) return noReport
  const { expected, unexpected, flaky, skipped } = report.stats
  const second = report.suites.flatMap(flakyTitles)
  const note = flaky === 0 ? undefined : `passed at the second try only: ${second.join('; ')}`
  return { passed: expected + flaky, failed: unexpected, skipped, note }
}

function flakyTitles({ suites = [], specs = [] }) {
  const own = specs.filter(({ tests }) => tests.some(({ status }) => status === 'flaky'))
  return [...own.map(({ file, title }) => `${file}, ${title}`), ...suites.flatMap(flakyTitles)]
}

const noReport = { passed: 0, failed: 1, skipped: 0, note: 'the runner left no report' }

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

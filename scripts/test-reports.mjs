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
  return { passed: expected, failed: unexpected + flaky, skipped }
}

const noReport = { passed: 0, failed: 1, skipped: 0, note: 'the runner left no report' }

function readReport(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null
}

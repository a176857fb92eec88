import { join } from 'node:path'
import { defineConfig, type ReporterDescription } from '@playwright/test'

/** scripts/test.mjs reads the counts from here. */
const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE']
/** scripts/run-in-browser.mjs asks for pictures or figures in place of tests. */
const file = process.env['E2E_FILE']
const reporters: ReporterDescription[] = [['list']]
if (report !== undefined) reporters.push(['json', { outputFile: report }])

export default defineConfig({
  testDir: 'e2e',
  testMatch: `**/${file ?? '*.spec.ts'}`,
  outputDir: join('test-results', 'e2e'),
  // Two browsers: each waits for the other half of the time. All else goes one by one, at the speed of the page.
  workers: file === undefined ? 2 : 1,
  fullyParallel: false,
  forbidOnly: true,
  // A walk races the page through its panels on a busy machine: one that fails is walked once more, and named if it then
  // passes. What must never fail even once, such as the test of kills, says so itself.
  retries: file === undefined ? 1 : 0,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: reporters,
})

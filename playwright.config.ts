import { join } from 'node:path'
import { defineConfig, type ReporterDescription } from '@playwright/test'

/** scripts/test.mjs reads the counts from here. */
const report = process.env['PLAYWRIGHT_JSON_OUTPUT_FILE']
/** scripts/screenshots.mjs asks for pictures in place of tests. */
const pictures = process.env['SCREENSHOTS']
const reporters: ReporterDescription[] = [['list']]
if (report !== undefined) reporters.push(['json', { outputFile: report }])

export default defineConfig({
  testDir: 'e2e',
  testMatch: pictures === undefined ? '**/*.spec.ts' : `**/${pictures}.shots.ts`,
  outputDir: join('test-results', 'e2e'),
  // Two browsers: each waits for the other half of the time. Pictures are taken one by one, at the speed of the page.
  workers: pictures === undefined ? 2 : 1,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 20_000 },
  reporter: reporters,
})

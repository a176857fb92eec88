/**
 * node scripts/screenshots.mjs
 * Pictures of every state of the workbench, in both themes and two sizes, into test-results/screenshots/.
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, buildIfStale } from './build.mjs'
import { findBrowser } from './test-tools.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
if (process.argv.includes('--fresh')) await build('page')
await buildIfStale('page')
await buildIfStale('cli')
const env = { ...process.env, CHROME: findBrowser(), SCREENSHOTS: '1' }
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
const { status } = spawnSync(process.execPath, [playwright, 'test'], {
  cwd: root,
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
})
process.exitCode = status ?? 1

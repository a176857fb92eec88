/**
 * node scripts/screenshots.mjs           pictures of every state, in both themes and two sizes, into test-results/screenshots/
 * node scripts/screenshots.mjs --readme  the picture of the README, into docs/
 * node scripts/screenshots.mjs --presets before, after and noise of every preset, on the demo or the folder DATASET
 */
import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { findBrowser } from './test-tools.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
await buildIfStale('page')
await buildIfStale('cli')
const [pictures = 'states'] = ['readme', 'presets'].filter((name) => process.argv.includes(`--${name}`))
const env = {
  ...process.env,
  CHROME: findBrowser(),
  SCREENSHOTS: pictures,
}
const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
const { status } = spawnSync(process.execPath, [playwright, 'test'], {
  cwd: root,
  env,
  stdio: ['ignore', 'inherit', 'inherit'],
})
process.exitCode = status ?? 1

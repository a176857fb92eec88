/**
 * node scripts/screenshots.mjs           pictures of every state, in both themes and two sizes, into test-results/screenshots/
 * node scripts/screenshots.mjs --readme  the picture of the README, into docs/
 * node scripts/screenshots.mjs --presets before, after and noise of every preset, on the demo or the folder DATASET
 */
import { runInBrowser } from './run-in-browser.mjs'

const [pictures = 'states-*'] = ['readme', 'presets'].filter((name) => process.argv.includes(`--${name}`))
process.exitCode = await runInBrowser(`${pictures}.shots.ts`)

/**
 * node scripts/screenshots.mjs           pictures of every state, in both themes and two sizes, into test-results/screenshots/;
 *                                        words, such as -g "light 1440.*sweep", choose some of them
 * node scripts/screenshots.mjs --readme  the picture of the README, into docs/
 * node scripts/screenshots.mjs --presets before, after and noise of every preset, on the demo or the folder DATASET
 */
import { runInBrowser } from './run-in-browser.mjs'

const words = process.argv.slice(2)
const pictures = ['readme', 'presets'].find((name) => words.includes(`--${name}`))
process.exitCode = await runInBrowser(
  `${pictures ?? 'states-*'}.shots.ts`,
  words.filter((word) => word !== `--${pictures}`),
)

/**
 * node scripts/figures.mjs [words]  what the page takes, in a real browser: a first visit step by step, the longest tasks while a batch
 *                                   runs, and batches from disk to disk; words choose some of them
 *
 * Figures for the README, printed and never asserted: to be taken on a machine that does nothing else.
 */
import { runInBrowser } from './run-in-browser.mjs'

process.exitCode = await runInBrowser('page.figures.ts', process.argv.slice(2))

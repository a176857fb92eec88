import { spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildIfStale } from './build.mjs'
import { findBrowser } from './test-tools.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** Runs what is in `e2e/<file>` and is no test, on the page and the command line as built now; resolves to the exit status. */
export async function runInBrowser(file, words = []) {
  await buildIfStale('page')
  await buildIfStale('cli')
  const playwright = join(root, 'node_modules', '@playwright', 'test', 'cli.js')
  const { status } = spawnSync(process.execPath, [playwright, 'test', ...words], {
    cwd: root,
    env: { ...process.env, CHROME: findBrowser(), E2E_FILE: file },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  return status ?? 1
}

/**
 * What every spec starts from: the built page behind its true headers, a browser with folder access, a dataset of the
 * command line on a normal disk, and a page that fails its test on any error in the console, any violation of the policy and
 * any request beyond the origin.
 */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { test as base, expect, type Page } from '@playwright/test'
import { pageHeaders } from '../scripts/page-headers.mjs'
import { servePage } from '../scripts/page-server.mjs'
import { launchBrowser } from './browser.ts'

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

const run = promisify(execFile)

/** Gathers of several chunks, and chunks of several gathers; small, because the software adapter is slow. */
export const DEMO_WORDS = ['--gathers', '4', '--traces', '60', '--samples', '400', '--intervalMs', '2', '--chunk', '50']

interface WorkerFixtures {
  /** Where the built page is served, such as http://localhost:8123. */
  readonly origin: string
  /** A folder on a normal disk (Chromium refuses /dev/shm) that the page may write below. */
  readonly folders: string
  /** A dataset in the original's layout, made once: `seisproc demo` with DEMO_WORDS. Only for reading. */
  readonly demo: string
}

interface TestFixtures {
  /** Filled by a spec that expects messages in the console. */
  readonly expectedErrors: RegExp[]
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  origin: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      const { server, port } = await servePage({ root: join(ROOT, 'dist', 'page'), port: 8123, headers: pageHeaders })
      await use(`http://localhost:${port}`)
      server.close()
      server.closeAllConnections()
    },
    { scope: 'worker' },
  ],
  folders: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
    async ({}, use) => {
      mkdirSync(join(ROOT, 'test-results'), { recursive: true })
      const folder = mkdtempSync(join(ROOT, 'test-results', 'folders-'))
      await use(folder)
      rmSync(folder, { recursive: true, force: true })
    },
    { scope: 'worker' },
  ],
  demo: [
    async ({ folders }, use) => {
      const folder = join(folders, 'line-7')
      await seisproc('demo', folder, ...DEMO_WORDS)
      await use(folder)
    },
    { scope: 'worker' },
  ],
  context: async ({ origin, folders }, use) => {
    const profile = mkdtempSync(join(ROOT, 'test-results', 'profile-'))
    const context = await launchBrowser({ profile, folders, origin })
    await use(context)
    await context.close()
    rmSync(profile, { recursive: true, force: true })
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern
  expectedErrors: async ({}, use) => {
    await use([])
  },
  page: async ({ context, origin, expectedErrors }, use) => {
    const page = context.pages()[0] ?? (await context.newPage())
    const faults = watchPage(page, origin)
    await use(page)
    const unexpected = faults.filter((fault) => !expectedErrors.some((pattern) => pattern.test(fault)))
    expect(unexpected, 'errors of the page').toEqual([])
  },
})

export { expect }

/** Collects what must not happen on a page, from now on. */
export function watchPage(page: Page, origin: string): string[] {
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`console: ${message.text()}`)
  })
  page.on('pageerror', (error) => faults.push(`error: ${error.message}`))
  page.on('crash', () => faults.push('the page crashed'))
  page.context().on('request', (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(?:blob|data):/.test(request.url())) {
      faults.push(`request: ${request.url()}`)
    }
  })
  return faults
}

/** Runs the command line; rejects with its message when it fails. */
export async function seisproc(...words: readonly string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [join(ROOT, 'bin', 'seisproc.mjs'), ...words], { cwd: ROOT })
  return stdout
}

/** Runs a program of e2e/*.py in the Python that has zarr; resolves to the JSON that it prints. */
export async function python(script: string, ...words: readonly string[]): Promise<unknown> {
  const program = process.env['PYTHON'] ?? 'python3'
  const { stdout } = await run(program, [join(ROOT, 'e2e', script), ...words])
  return JSON.parse(stdout)
}

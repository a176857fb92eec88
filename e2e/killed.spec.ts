/**
 * Plan: Chromium is killed at random moments of a batch (KILLS times, 2 by default; `KILLS=100 npm run test:e2e -- killed`
 * runs for longer). Started again each time, the batch ends with the bytes of an undisturbed run by the command line, and no
 * chunk that the journal had noted is written again.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { runIntoFolder } from './batch.ts'
import { dropFolder, launchBrowser } from './browser.ts'
import { expect, ROOT, seisproc, test } from './fixtures.ts'
import { loadRecipe, TWO_STEPS } from './panels.ts'

const KILLS = Number(process.env['KILLS'] ?? 2)
/** From the click, in every other session, and from its first note in the journal in the others. */
const LONGEST_MS = 2500
/** A little longer than from one note to the next. */
const LONGEST_NOTING_MS = 1200
/** More than are done between two kills, so that no kill comes after the last gather. */
const N_GATHERS = 40 * Math.max(2, KILLS)

// One differing byte in a hundred kills is a fault.
test.describe.configure({ retries: 0 })

test('a batch survives that the browser is killed', async ({ origin, folders }) => {
  test.setTimeout(90_000 + 60_000 * KILLS)
  const input = join(folders, 'killed-line')
  const [output, clean] = [join(folders, 'killed-out'), join(folders, 'killed-clean')]
  const recipe = join(folders, 'killed-recipe.json')
  const size = ['--traces', '200', '--samples', '500', '--chunk', '150']
  await seisproc('demo', input, '--gathers', String(N_GATHERS), ...size)
  await mkdir(output)
  const profile = mkdtempSync(join(ROOT, 'test-results', 'profile-'))
  const proven = new Map<string, number>()
  const setAside: GatherNote[] = []
  for (let kill = 0; ; kill++) {
    const context = await launchBrowser({ profile, folders, origin })
    const page = context.pages()[0] ?? (await context.newPage())
    await startBatch(page, { origin, input, output })
    if (kill === KILLS) {
      await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 60_000 + 10_000 * KILLS })
      await context.close()
      break
    }
    if (kill % 2 === 1) await someChunkNoted(output)
    await page.waitForTimeout((kill % 2 === 1 ? LONGEST_NOTING_MS : LONGEST_MS) * Math.random())
    killBrowser(profile)
    await context.close().catch(() => undefined)
    const notes = journalLines(output)
    for (const { chunk } of notes) {
      if (chunk !== undefined && !proven.has(chunk)) proven.set(chunk, mtime(output, chunk))
    }
    for (const { gather } of notes) if (gather !== undefined && gather.quarantined !== null) setAside.push(gather)
  }
  rmSync(profile, { recursive: true, force: true })
  const { request, quarantined } = JSON.parse(readFileSync(join(output, '_SUCCESS.json'), 'utf8'))
  // Of a gather set aside the chunks are made again, rightly; nothing here is a reason to set one aside.
  expect(setAside).toEqual([])
  expect(quarantined).toEqual([])
  if (KILLS > 1) expect(proven.size).toBeGreaterThan(0)
  expect([...proven].filter(([chunk, time]) => mtime(output, chunk) !== time)).toEqual([])
  expect(await seisproc('verify', output)).toContain('as certified')

  await writeFile(recipe, JSON.stringify(request.recipe))
  await seisproc('run', input, '--recipe', recipe, '--out', clean, '--engine', 'cpu')
  const names = readdirSync(join(clean, 'traces.zarr'))
  expect(readdirSync(join(output, 'traces.zarr')).sort()).toEqual(names.sort())
  const bytesOf = (folder: string, name: string) => readFileSync(join(folder, 'traces.zarr', name))
  expect(names.filter((name) => !bytesOf(output, name).equals(bytesOf(clean, name)))).toEqual([])
})

interface Batch {
  readonly origin: string
  readonly input: string
  readonly output: string
}

async function startBatch(page: Page, { origin, input, output }: Batch): Promise<void> {
  await page.goto(`${origin}/`)
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, input)
  await loadRecipe(page, TWO_STEPS)
  await runIntoFolder(page, output)
}

async function someChunkNoted(output: string): Promise<void> {
  const nChunks = () => journalLines(output).filter(({ chunk }) => chunk !== undefined).length
  const before = nChunks()
  const isOver = () => existsSync(join(output, '_SUCCESS.json'))
  await expect.poll(() => isOver() || nChunks() > before, { intervals: [20], timeout: 60_000 }).toBe(true)
}

/** Ends every process of the browser at once, as a crash or the system would. */
function killBrowser(profile: string): void {
  for (const name of readdirSync('/proc').filter((entry) => /^\d+$/.test(entry))) {
    try {
      if (readFileSync(`/proc/${name}/cmdline`, 'utf8').includes(profile)) process.kill(Number(name), 'SIGKILL')
    } catch {
      // It ended by itself meanwhile.
    }
  }
}

interface GatherNote {
  readonly quarantined: { readonly reason: string } | null
}

interface JournalNote {
  readonly chunk?: string
  readonly gather?: GatherNote
}

/**
 * Whole lines of the journal; one that is cut short is left out. What is in a swap file, which the browser leaves beside
 * a file that it was killed over, was never noted.
 */
function journalLines(output: string): JournalNote[] {
  const journals = readdirSync(output).filter((name) => /^journal-\d+\.jsonl$/.test(name))
  const lines = journals.flatMap((name) => readFileSync(join(output, name), 'utf8').split('\n'))
  return lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as JournalNote]
    } catch {
      return []
    }
  })
}

function mtime(output: string, chunk: string): number {
  const path = join(output, chunk)
  return existsSync(path) ? statSync(path).mtimeMs : Number.NaN
}

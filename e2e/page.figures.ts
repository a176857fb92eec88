/**
 * What the page takes: scripts/figures.mjs. Prints, and asserts nothing but that it got there. A first visit: the
 * JavaScript before the first picture (each file once: a second thread has it from the browser's cache), and the time to
 * each step of a newcomer's way. Main-thread tasks while a batch runs and a slider is dragged. Batches on the CPU engine
 * from disk to disk: the wall's time over that of the busiest stage.
 */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import type { Recipe } from '../src/core/recipe.ts'
import { runIntoFolder } from './batch.ts'
import { dropFolder } from './browser.ts'
import { expect, ROOT, seisproc, test } from './fixtures.ts'
import { dragSlider, loadRecipe, panel, panelPicture, pictureDifference, settled, TWO_STEPS } from './panels.ts'

test.setTimeout(600_000)

const NO_GPU = () => Object.defineProperty(Navigator.prototype, 'gpu', { get: () => undefined })
const say = (text: string): void => void process.stdout.write(`${text}\n`)
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} kB`

/** Resolves to the seconds that a task took. */
async function secondsOf(task: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now()
  await task()
  return (performance.now() - startMs) / 1000
}

function chunkCount(output: string): number {
  const folder = join(output, 'traces.zarr')
  return existsSync(folder) ? readdirSync(folder).length : 0
}

async function firstPicture(page: Page): Promise<void> {
  // Asked at every frame: an expectation asks once a second in the end.
  await page.waitForFunction(() => document.querySelector('.amplitude-bar') !== null)
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

async function resultShown(page: Page): Promise<void> {
  await page.waitForFunction(() => {
    const state = document.querySelector<HTMLElement>('[data-testid="live-state"]')
    return state?.dataset['busy'] === 'false' && document.querySelector('[data-metric^="Last run"] .metric-value')
  })
}

for (const engine of ['WebGPU', 'CPU'] as const) {
  test(`a first visit, ${engine}`, async ({ page, expectedErrors }) => {
    expectedErrors.push(/./)
    const scripts = new Set<string>()
    page.context().on('request', (request) => {
      const { pathname } = new URL(request.url())
      if (pathname.endsWith('.js')) scripts.add(pathname)
    })
    const loaded = await secondsOf(async () => {
      await page.goto(`/?engine=${engine.toLowerCase()}`)
      await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
    })
    const ready = await secondsOf(() =>
      expect(page.getByTestId('engine')).toContainText(engine === 'CPU' ? 'CPU' : /swiftshader/i),
    )
    const onLoad = scripts.size
    const shown = await secondsOf(async () => {
      await page.getByRole('button', { name: 'Open demo' }).click()
      await firstPicture(page)
    })
    const sizes = [...scripts].map((path) => gzipSync(readFileSync(join(ROOT, 'dist', 'page', path))).byteLength)
    const total = (list: readonly number[]): string => kilobytes(list.reduce((sum, bytes) => sum + bytes, 0))
    say(
      `${engine}: JavaScript by gzip, page ${total(sizes.slice(0, onLoad))}, with workers until the first picture ${total(sizes)}`,
    )
    say(
      `${engine}: page loaded ${loaded.toFixed(2)} s, engine found ${ready.toFixed(2)} s later, first picture after the click ${shown.toFixed(2)} s`,
    )
    const computed = await secondsOf(() => resultShown(page))
    const after = await panelPicture(page, 'after')
    await loadRecipe(page, TWO_STEPS)
    const moved = await secondsOf(async () => {
      await dragSlider(page, 'Threshold k', 0.05)
      await resultShown(page)
    })
    await settled(page)
    expect(pictureDifference(await panelPicture(page, 'after'), after).differing).toBeGreaterThan(0)
    const batch = await secondsOf(async () => {
      await page.getByRole('button', { name: 'Run on all gathers' }).click()
      await page.getByRole('button', { name: 'Browser storage' }).click()
      await page.getByRole('button', { name: /^Run \d+ gathers/ }).click()
      await expect(page.getByTestId('batch-state')).toHaveText('done', { timeout: 300_000 })
    })
    const steps = { 'first result': computed, 'slider moved': moved, 'batch of the demo done': batch }
    say(
      `${engine}: ${Object.entries(steps)
        .map(([name, seconds]) => `${name} ${seconds.toFixed(2)} s`)
        .join(', ')}`,
    )
  })
}

test('main-thread tasks while a batch runs and a slider is dragged', async ({ page, folders, expectedErrors }) => {
  expectedErrors.push(/./)
  const [input, output] = [join(folders, 'busy-line'), join(folders, 'busy-out')]
  await seisproc('demo', input, '--gathers', '200', '--traces', '240', '--samples', '1000', '--chunk', '240')
  await mkdir(output)
  await page.addInitScript(() => {
    const tasks: { duration: number; startTime: number }[] = []
    Object.assign(window, { longTasks: tasks })
    new PerformanceObserver((list) => {
      tasks.push(...list.getEntries().map(({ duration, startTime }) => ({ duration, startTime })))
    }).observe({ type: 'longtask', buffered: true })
  })
  await page.goto('/')
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await dropFolder(page, input)
  await loadRecipe(page, TWO_STEPS)
  await runIntoFolder(page, output)
  await expect.poll(() => chunkCount(output)).toBeGreaterThan(4)
  const from = await page.evaluate(() => performance.now())
  await page.getByRole('button', { name: 'Tune', exact: true }).click()
  await expect(panel(page, 'after')).toBeVisible()
  const box = (await page.getByRole('slider', { name: 'Threshold k', exact: true }).boundingBox())!
  const at = (part: number): [number, number] => [box.x + 7 + part * (box.width - 14), box.y + box.height / 2]
  // By the mouse alone: to look a slider up by its name is a long task as well.
  const dragged = await page.evaluate(() => performance.now())
  for (const part of [0.2, 0.7, 0.3, 0.9, 0.1]) {
    await page.mouse.move(...at(0.5))
    await page.mouse.down()
    for (const share of [0.25, 0.5, 0.75, 1]) await page.mouse.move(...at(0.5 + share * (part - 0.5)))
    await page.mouse.up()
    await page.waitForTimeout(200)
  }
  const until = await page.evaluate(() => performance.now())
  const written = chunkCount(output)
  const tasks = await page.evaluate(
    () => (window as unknown as { longTasks: { duration: number; startTime: number }[] }).longTasks,
  )
  const longest = (since: number): string => {
    const durations = tasks
      .filter(({ startTime }) => startTime >= since && startTime < until)
      .map(({ duration }) => duration)
    const sorted = durations.sort((a, b) => b - a).map((ms) => ms.toFixed(0))
    return sorted.length === 0 ? 'none above 50 ms' : `${sorted.slice(0, 5).join(', ')} ms`
  }
  say(
    `Main thread, batch running (${written} chunks written at the end of it): changing pages ${longest(from)}; dragging five times, ${((until - dragged) / 1000).toFixed(1)} s: ${longest(dragged)}`,
  )
})

const BATCHES: readonly Recipe[] = [
  { format: 'seisproc-recipe/1', name: 'no steps', steps: [] },
  { format: 'seisproc-recipe/1', name: 'dwt', steps: [{ process: 'wavelet-denoise' }] },
  { format: 'seisproc-recipe/1', name: 'stft', steps: [{ process: 'tf-denoise' }] },
]

test('batches from disk to disk on the CPU engine', async ({ context, folders }) => {
  const input = join(folders, 'long-line')
  await seisproc('demo', input, '--gathers', '60', '--traces', '1000', '--samples', '1600', '--chunk', '1000')
  await context.addInitScript(NO_GPU)
  for (const recipe of BATCHES) {
    const output = join(folders, `long-${recipe.name.replace(' ', '-')}`)
    await mkdir(output)
    const page = await context.newPage()
    await page.goto('/')
    await expect(page.getByTestId('engine')).toContainText('CPU')
    await dropFolder(page, input)
    await firstPicture(page)
    await loadRecipe(page, recipe)
    await runIntoFolder(page, output)
    await expect
      .poll(() => statSync(join(output, '_SUCCESS.json'), { throwIfNoEntry: false })?.size ?? 0, { timeout: 300_000 })
      .toBeGreaterThan(0)
    const { run } = JSON.parse(readFileSync(join(output, '_SUCCESS.json'), 'utf8'))
    const busy = Object.entries<{ busySeconds: number }>(run.stages)
    const busiest = Math.max(...busy.map(([, { busySeconds }]) => busySeconds))
    const shares = busy.map(([name, { busySeconds }]) => `${name} ${((100 * busySeconds) / run.seconds).toFixed(0)} %`)
    say(
      `${recipe.name}: ${run.seconds.toFixed(2)} s, wall / busiest ${(run.seconds / busiest).toFixed(3)}; ${shares.join(' ')}`,
    )
    await page.close()
  }
})

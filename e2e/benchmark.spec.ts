/**
 * Plan: a quick benchmark on the CPU engine measures every variant at every size, or names what it left out; shares
 * are finite and positive, the saved JSON has the figures of the table, and the run is there after a reload. Cancel ends
 * a run and its worker at once and leaves what was shown; so does a device that is lost, or a worker without WebGPU,
 * each in its own words. On the software adapter figures come as well, and the page says what they are worth. Arrows move
 * a choice.
 */
import { VARIANTS } from '../src/bench/variant-steps.ts'
import type { BenchmarkReport } from '../src/state/benchmark.ts'
import {
  numberIn,
  openBenchmark,
  preludeToWorker,
  rateTable,
  runBenchmark,
  savedReport,
  shownRates,
} from './benchmark.ts'
import { expect, test } from './fixtures.ts'

test.beforeEach(async ({ page }) => {
  await page.goto('/')
  await openBenchmark(page)
})

test('a quick benchmark measures everything, survives a reload, and a cancelled one changes nothing', async ({
  page,
}) => {
  const state = page.getByTestId('benchmark-state')
  await expect(state).toHaveText('not started')
  await runBenchmark(page, 'Quick', 'CPU')
  await expect(page.getByTestId('benchmark-step')).toContainText(/step \d+ of \d+/)
  await expect(state).toHaveText('done', { timeout: 60_000 })
  await expect(page.getByTestId('finding')).toContainText(/^Nearest to the copy is .+, with .+\s% of its .+\sGB\/s\./)

  const report = (await savedReport(page)) as BenchmarkReport
  expect(report).toMatchObject({ isQuick: true, engine: { kind: 'cpu', clock: 'wall clock' } })
  expect(report.machine.cores).toBeGreaterThan(0)
  const named = VARIANTS.map(({ name }) => name)
  const missing = report.missing.map(({ name }) => name)
  const offered = named.filter((name) => !missing.includes(name))
  expect(missing.every((name) => named.includes(name))).toBe(true)
  const sizes = page.getByRole('radiogroup', { name: /^Size of the gather/ }).getByRole('radio')
  await expect(sizes).toHaveCount(report.sizes.length)
  for (const [place, size] of report.sizes.entries()) {
    await sizes.nth(place).click()
    const rates = await shownRates(page)
    expect([...rates.keys()]).toEqual(['copy', ...offered])
    for (const figures of size.processes) {
      const cells = rates.get(figures.variant)
      const shown = (head: string): number => numberIn(cells?.get(head))
      expect(shown('Of copy'), figures.variant).toBeGreaterThan(0)
      expect(shown('Of copy'), figures.variant).toBeLessThan(Number.POSITIVE_INFINITY)
      // Three digits, and two of a small share.
      expectAbout(shown('GB/s'), figures.gigabytesPerSecond, 0.005)
      expectAbout(shown('Of copy'), figures.percentOfCopy, 0.05)
      expectAbout(shown('Gathers/s'), figures.gathersPerSecond, 0.005)
      expectAbout(shown('Compute ms'), figures.compute.medianMs, 0.005)
      expectAbout(shown('Whole ms'), figures.whole.medianMs, 0.005)
      expect(shown('n')).toBe(figures.compute.n)
      expect(shown('Spread')).toBe(Math.round(figures.compute.spreadPercent))
      expect(shown('New k')).toBe(Math.round(figures.rethreshold.percentOfFull))
    }
  }
  const sweep = page.getByRole('region', { name: 'Sizes' }).getByRole('row')
  await expect(sweep).toHaveCount(2 + offered.length)

  await page.reload()
  await openBenchmark(page)
  await expect(state).toHaveText('last run')
  expect(await savedReport(page)).toEqual(report)
  await expect(page.getByRole('region', { name: 'Earlier runs' }).getByRole('button')).toHaveCount(1)

  const before = await shownRates(page)
  const nWorkers = page.workers().length
  await runBenchmark(page, 'Full', 'CPU')
  await expect(page.getByTestId('benchmark-step')).toContainText(/step \d+ of \d+/)
  expect(page.workers().length).toBeGreaterThan(nWorkers)
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(state).toHaveText('cancelled')
  await expect.poll(() => page.workers().length).toBe(nWorkers)
  expect(await shownRates(page)).toEqual(before)
  await expect(page.getByRole('region', { name: 'Earlier runs' }).getByRole('button')).toHaveCount(1)
})

test('figures of a software adapter come one by one, and the page says what they are worth', async ({ page }) => {
  await expect(page.getByText('This adapter is software.')).toBeVisible()
  await page.getByRole('radio', { name: 'Full' }).press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeFocused()
  await expect(page.getByRole('radio', { name: 'Quick' })).toBeChecked()
  await runBenchmark(page, 'Quick', 'GPU')
  const rows = rateTable(page).locator('tbody tr')
  await expect(rows.nth(2)).toBeVisible({ timeout: 60_000 })
  for (const [name, cells] of await shownRates(page)) {
    expect(numberIn(cells.get('GB/s')), name).toBeGreaterThan(0)
    expect(numberIn(cells.get('Of copy')), name).toBeGreaterThan(0)
  }
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByTestId('benchmark-state')).toHaveText('cancelled')
})

test('a lost device and a worker without WebGPU are told in their words', async ({ page }) => {
  const state = page.getByTestId('benchmark-state')
  await preludeToWorker(
    page,
    `const request = GPUAdapter.prototype.requestDevice
     GPUAdapter.prototype.requestDevice = async function (descriptor) {
       const device = await request.call(this, descriptor)
       setTimeout(() => device.destroy(), 200)
       return device
     }`,
  )
  await runBenchmark(page, 'Quick', 'GPU')
  await expect(state).toHaveText('failed')
  await expect(page.getByRole('alert')).toContainText('The graphics device was lost')
  await page.unroute('**/bench.worker-*.js')
  await preludeToWorker(page, `Object.defineProperty(WorkerNavigator.prototype, 'gpu', { get: () => undefined })`)
  await runBenchmark(page, 'Quick', 'GPU')
  await expect(page.getByRole('alert')).toContainText('There is no WebGPU here')
  await page.getByRole('button', { name: 'Start' }).click()
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
})

function expectAbout(shown: number, measured: number, share: number): void {
  expect(Math.abs(shown - measured)).toBeLessThanOrEqual(share * measured)
}

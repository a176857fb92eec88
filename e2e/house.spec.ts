/**
 * Plan: the page as `npm start` serves it is cross-origin isolated, under a policy that no request can leave, and
 * starts without an error. Control case: the watch on the page reports a request to another host and a console error.
 */
import { expect, test, watchPage } from './fixtures.ts'

test('the start page is isolated, under the policy, and asks its own server alone', async ({ page, origin }) => {
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const types: string[] = []
  page.on('response', (response) => types.push(response.headers()['content-type'] ?? 'none'))
  const answer = await page.goto('/')
  expect(answer?.status()).toBe(200)
  const headers = answer?.headers() ?? {}
  expect(headers['cross-origin-opener-policy']).toBe('same-origin')
  expect(headers['cross-origin-embedder-policy']).toBe('require-corp')
  expect(headers['content-security-policy']).toContain("default-src 'self'")
  expect(headers['content-security-policy']).toContain("connect-src 'self';")
  await expect(page.getByRole('heading', { name: 'Open a dataset' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Open demo' })).toBeEnabled()
  expect(await page.evaluate(() => globalThis.crossOriginIsolated)).toBe(true)
  expect(requests.filter((url) => !url.startsWith(origin))).toEqual([])
  expect(requests.length).toBeGreaterThan(1)
  expect(
    types.filter((type) => !/^(?:text|image|font)\/|^application\/(?:wasm|json|manifest\+json)/.test(type)),
  ).toEqual([])
})

test('the page names the engine and the adapter', async ({ page }) => {
  await page.goto('/')
  await expect(page.getByTestId('engine')).toContainText('CPU')
})

test('a request to another host is refused by the policy, and the watch sees it', async ({
  page,
  origin,
  expectedErrors,
}) => {
  expectedErrors.push(/./)
  const faults = watchPage(page, origin)
  await page.goto('/')
  const outcome = await page.evaluate(() =>
    fetch('http://127.0.0.1:1/').then(
      () => 'sent',
      () => 'refused',
    ),
  )
  expect(outcome).toBe('refused')
  await expect.poll(() => faults.some((fault) => fault.includes('Content Security Policy'))).toBe(true)
  await page.evaluate(() => console.error('control'))
  await expect.poll(() => faults).toContain('console: control')
})

/**
 * Plan: what is told of the computer is what the browser says, the adapter with all that it offers; a browser without
 * WebGPU, without an adapter, or that throws when asked for one, gives a reason in words and no adapter.
 */
import { expect, test } from 'vitest'
import { type AskedNavigator, browserMachine } from '../../src/bench/browser-machine.ts'

const browser = { userAgent: 'Mozilla/5.0 Chrome/140.0.0.0', platform: 'Linux x86_64', hardwareConcurrency: 2 }

function navigatorWith(requestAdapter: () => Promise<unknown>): AskedNavigator {
  return { ...browser, gpu: { requestAdapter } as unknown as GPU }
}

const adapter = {
  info: {
    vendor: 'google',
    architecture: 'swiftshader',
    device: '',
    description: '',
    isFallbackAdapter: true,
    subgroupMinSize: 4,
    subgroupMaxSize: 4,
  },
  features: new Set(['timestamp-query', 'shader-f16']),
  limits: { maxBufferSize: 2 ** 30 },
}

test('the adapter is described with its features, in order, and its limits', async () => {
  const machine = await browserMachine(navigatorWith(async () => adapter))
  expect(machine).toMatchObject({
    program: expect.stringContaining('seisproc-web'),
    browser: browser.userAgent,
    platform: 'Linux x86_64',
    cores: 2,
    noAdapterReason: '',
  })
  expect(machine.adapter).toMatchObject({
    name: 'google swiftshader',
    isSoftware: true,
    features: ['shader-f16', 'timestamp-query'],
    limits: { maxBufferSize: 2 ** 30 },
    subgroupSizes: [4, 4],
  })
})

test('subgroup sizes that a browser does not tell are not made up', async () => {
  const { subgroupMinSize: _smallest, ...info } = adapter.info
  const machine = await browserMachine(navigatorWith(async () => ({ ...adapter, info })))
  expect(machine.adapter?.subgroupSizes).toBeNull()
})

test.each([
  ['without WebGPU', browser, 'This browser has no WebGPU'],
  ['without an adapter', navigatorWith(async () => null), 'There is no graphics adapter'],
  ['that throws', navigatorWith(() => Promise.reject(new Error('blocked by policy'))), 'blocked by policy'],
])('a browser %s has a reason', async (_which, navigator, reason) => {
  expect(await browserMachine(navigator)).toMatchObject({ adapter: null, noAdapterReason: reason })
})

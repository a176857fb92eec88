/**
 * Plan: opening a device on made-up adapters. No WebGPU, no adapter, no adapter of the wanted name and a refused device
 * are `gpu` errors in words; limits asked for are the adapter's own; software adapters are recognised by flag and by
 * name; a loss is told once, a close is not a loss.
 */
import { expect, test } from 'vitest'
import { openGpuDevice } from '../../src/gpu/device.ts'

interface MadeAdapter {
  readonly description: string
  readonly vendor?: string
  readonly isFallbackAdapter?: boolean
  readonly features?: readonly string[]
  readonly refuses?: boolean
}

const LIMITS = { maxBufferSize: 123456, maxStorageBufferBindingSize: 65432, maxComputeWorkgroupStorageSize: 7 }

function made(adapters: Partial<Record<'high-performance' | 'low-power' | 'fallback', MadeAdapter>>) {
  const asked: GPUDeviceDescriptor[] = []
  let lose: (info: { message: string; reason: string }) => void = () => {}
  const requestAdapter = async (options: GPURequestAdapterOptions) => {
    const adapter = adapters[options.forceFallbackAdapter ? 'fallback' : (options.powerPreference ?? 'low-power')]
    if (!adapter) return null
    return {
      info: { vendor: '', architecture: '', device: '', isFallbackAdapter: false, ...adapter },
      limits: LIMITS,
      features: new Set(adapter.features ?? []),
      requestDevice: async (descriptor: GPUDeviceDescriptor) => {
        if (adapter.refuses) throw new Error('no more devices')
        asked.push(descriptor)
        const lost = new Promise((resolve) => {
          lose = resolve
        })
        return {
          lost,
          features: new Set(descriptor.requiredFeatures),
          destroy: () => lose({ message: '', reason: 'destroyed' }),
        }
      },
    }
  }
  return {
    gpu: { requestAdapter } as unknown as GPU,
    asked,
    lose: (message: string) => lose({ message, reason: 'unknown' }),
  }
}

test.each([
  ['no WebGPU', undefined, undefined, /no WebGPU/],
  ['no adapter', made({}).gpu, undefined, /no graphics adapter/],
  ['another name', made({ 'low-power': { description: 'Iris' } }).gpu, 'radeon', /No adapter is called radeon/],
  ['a refused device', made({ 'high-performance': { description: 'X', refuses: true } }).gpu, undefined, /refuses/],
])('%s is an error in words', async (_, gpu, adapterName, message) => {
  const opening = openGpuDevice({ gpu, ...(adapterName === undefined ? {} : { adapterName }) })
  await expect(opening).rejects.toMatchObject({ code: 'gpu', message: expect.stringMatching(message) })
})

test('the error for a wrong name lists what was found, once each', async () => {
  const { gpu } = made({ 'high-performance': { description: 'Iris' }, 'low-power': { description: 'Iris' } })
  await expect(openGpuDevice({ gpu, adapterName: 'radeon' })).rejects.toMatchObject({ where: 'found Iris' })
})

test('an adapter is found by a part of its name, whatever the case', async () => {
  const { gpu } = made({ 'high-performance': { description: 'Radeon 780M' }, fallback: { description: 'SwiftShader' } })
  expect((await openGpuDevice({ gpu, adapterName: 'swift' })).adapterName).toBe('SwiftShader')
})

test('the limits asked for are the adapter’s own, and features only where there are any', async () => {
  const features = ['timestamp-query', 'depth-clip-control']
  const { gpu, asked } = made({ 'high-performance': { description: 'X', features } })
  const opened = await openGpuDevice({ gpu })
  expect(opened.hasTimestamps).toBe(true)
  expect(asked[0]).toEqual({
    requiredLimits: LIMITS,
    requiredFeatures: ['timestamp-query'],
  })
  const plain = made({ 'high-performance': { description: 'X' } })
  expect(await openGpuDevice({ gpu: plain.gpu })).toMatchObject({ hasTimestamps: false })
  expect(plain.asked[0]?.requiredFeatures).toEqual([])
})

test.each([
  ['SwiftShader driver 5.0.0', false, true],
  ['llvmpipe (LLVM 15.0.6)', false, true],
  ['Microsoft Basic Render Driver', false, true],
  ['some card', true, true],
  ['NVIDIA GeForce RTX 4070', false, false],
])('%s, fallback %s: software %s', async (description, isFallbackAdapter, isSoftware) => {
  const { gpu } = made({ 'high-performance': { description, isFallbackAdapter } })
  expect((await openGpuDevice({ gpu })).isSoftware).toBe(isSoftware)
})

test('a loss is told, in words', async () => {
  const { gpu, lose } = made({ 'high-performance': { description: 'X' } })
  const opened = await openGpuDevice({ gpu })
  expect(opened.lostError()).toBeUndefined()
  lose('out of power')
  expect(await opened.lost).toMatchObject({ code: 'gpu', where: 'X', message: expect.stringContaining('out of power') })
  expect(opened.lostError()).toBe(await opened.lost)
})

test('a close is not a loss', async () => {
  const opened = await openGpuDevice({ gpu: made({ 'high-performance': { description: 'X' } }).gpu })
  opened.close()
  const first = await Promise.race([opened.lost, new Promise((resolve) => setTimeout(() => resolve('silence'), 20))])
  expect(first).toBe('silence')
})

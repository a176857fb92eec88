/**
 * The adapter for tests in Node, which is a software one unless VK_ICD_FILENAMES names another driver. A missing adapter is an error, never a skip: whoever runs the gpu project
 * has decided that there is one. Everything opened here is closed again, or the process would not exit.
 */
import { create } from 'webgpu'
import { WebGpuEngine, type WebGpuEngineOptions } from '../src/engine/webgpu.ts'
import { type GpuDevice, openGpuDevice } from '../src/gpu/device.ts'

/** A new GPU object; each has adapters of its own, so that a closed device does not spoil the next. */
export function testGpu(): GPU {
  return create([])
}

/** Runs `use` with a device, inside error scopes: any complaint fails the test. */
export async function withDevice<T>(use: (gpu: GpuDevice) => Promise<T>): Promise<T> {
  const gpu = await openGpuDevice({ gpu: testGpu() })
  try {
    gpu.device.pushErrorScope('out-of-memory')
    gpu.device.pushErrorScope('validation')
    const result = await use(gpu)
    for (const error of [await gpu.device.popErrorScope(), await gpu.device.popErrorScope()]) {
      if (error) throw new Error(`The device complains: ${error.message}`)
    }
    return result
  } finally {
    gpu.close()
  }
}

/** Runs `use` with an engine, in stages unless its limits say otherwise; an error that no scope caught fails the test. */
export async function withEngine<T>(
  options: Omit<WebGpuEngineOptions, 'gpu'>,
  use: (engine: WebGpuEngine) => Promise<T>,
): Promise<T> {
  const limits = { workgroupBytes: 0, ...options.limits }
  const engine = await WebGpuEngine.create({ ...options, limits, gpu: testGpu() })
  const uncaught: string[] = []
  engine.device.addEventListener('uncapturederror', (event) => uncaught.push(event.error.message))
  try {
    const result = await use(engine)
    await engine.device.queue.onSubmittedWorkDone()
    if (uncaught.length > 0) throw new Error(`The device complains: ${uncaught.join('; ')}`)
    return result
  } finally {
    await engine.close()
  }
}

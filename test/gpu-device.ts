/**
 * The adapter for tests in Node, which is a software one unless VK_ICD_FILENAMES names another driver. A missing adapter
 * is an error, never a skip: whoever runs the gpu project has decided that there is one.
 */
import { create } from 'webgpu'
import { WebGpuEngine, type WebGpuEngineOptions } from '../src/engine/webgpu.ts'
import { type GpuDevice, openGpuDevice } from '../src/gpu/device.ts'
import { lendingGpu } from './lent-device.ts'

/** A GPU object whose device is lent to all who ask for one: kernels are compiled once for all tests. */
export function testGpu(): GPU {
  return lendingGpu()
}

/** A GPU object with adapters and devices of its own, for tests of their loss. */
export function ownGpu(): GPU {
  return create([])
}

/** Runs `use` with a device, inside error scopes: any complaint fails the test. */
export async function withDevice<T>(use: (gpu: GpuDevice) => Promise<T>): Promise<T> {
  const gpu = await openGpuDevice({ gpu: testGpu() })
  try {
    gpu.device.pushErrorScope('out-of-memory')
    gpu.device.pushErrorScope('validation')
    let errors: readonly (GPUError | null)[] = []
    // Whatever happens, or the scopes would swallow the errors of the tests that follow.
    const result = await use(gpu).finally(async () => {
      errors = await Promise.all([gpu.device.popErrorScope(), gpu.device.popErrorScope()])
    })
    for (const error of errors) {
      if (error) throw new Error(`The device complains: ${error.message}`)
    }
    return result
  } finally {
    gpu.close()
  }
}

/** Runs `use` with an engine, in stages unless its limits say otherwise; an error that no scope caught fails the test. */
export async function withEngine<T>(
  options: Omit<WebGpuEngineOptions, 'gpu'> & { readonly gpu?: GPU },
  use: (engine: WebGpuEngine) => Promise<T>,
): Promise<T> {
  const limits = { workgroupBytes: 0, ...options.limits }
  const engine = await WebGpuEngine.create({ gpu: testGpu(), ...options, limits })
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

import { BUFFER_USAGE } from '../src/gpu/flags.ts'
import { KernelCache, type KernelSpec } from '../src/gpu/kernel.ts'
import { ReadbackRing } from '../src/gpu/readback.ts'
import { type BufferSlice, PassRecorder, type Workgroups } from '../src/gpu/recorder.ts'
import type { UniformValues } from '../src/gpu/uniforms.ts'

type KernelArray = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>

/** An array to bind: its values go in, and after the dispatch it holds what the kernel left there. */
export interface KernelRun {
  readonly kernel: KernelSpec
  readonly params: UniformValues
  readonly arrays: readonly KernelArray[]
  /** Longest dispatch dimension to use, to make rows fold. */
  readonly workgroupsPerDimension?: number
  readonly workgroups?: Workgroups
}

/** Runs one kernel on arrays bound as 1, 2, ..., in place: a shader is called like a function. */
export async function runKernel(
  device: GPUDevice,
  { kernel, params, arrays, workgroups, ...options }: KernelRun,
): Promise<void> {
  const kernels = new KernelCache(device)
  await kernels.prepare([kernel])
  const recorder = new PassRecorder(device, kernels, options.workgroupsPerDimension ?? 65535)
  const ring = new ReadbackRing(device)
  const { storage, uniform, copySource, copyDestination } = BUFFER_USAGE
  const usage = storage | uniform | copySource | copyDestination
  const slices = arrays.map((array): BufferSlice => {
    const buffer = device.createBuffer({ size: array.byteLength, usage })
    device.queue.writeBuffer(buffer, 0, array)
    return { buffer, bytes: array.byteLength }
  })
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  recorder.begin(pass)
  recorder.dispatch({ kernel, params, bindings: slices, ...(workgroups ? { workgroups } : {}) })
  pass.end()
  const readbacks = slices.map((slice) => ring.record(encoder, [slice]))
  recorder.end()
  device.queue.submit([encoder.finish()])
  await Promise.all(
    readbacks.map((readback, i) =>
      readback.read((bytes) => {
        const array = arrays[i]!
        new Uint8Array(array.buffer).set(new Uint8Array(bytes))
      }),
    ),
  )
  for (const { buffer } of slices) buffer.destroy()
  for (const part of [ring, recorder]) part.close()
}

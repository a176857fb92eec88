/** A plain copy of a gather's bytes on the engine that the processes run on. */
import type { Gather } from '../core/gather.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import { KernelCache, type KernelSpec } from '../gpu/kernel.ts'
import { ReadbackRing } from '../gpu/readback.ts'
import { PassRecorder } from '../gpu/recorder.ts'
import { elapsedMs, PassTimer } from '../gpu/timing.ts'
import { type RepeatPlan, repeat } from './repeat.ts'
import { type RunTimes, runTimes } from './statistics.ts'

export const COPY: KernelSpec = { shader: 'bench/copy.wgsl' }
const COPY_ROW = 16384
/** On an H200, 64 threads to a workgroup copy at 60 % of the rate of these. */
const COPY_THREADS = 256
/** One timing covers as many copies as last this long, so that the clock and the submit do not count. */
const TIMING_MS = 20
const MAX_COPIES = 256

export interface CopyFigures {
  readonly how: string
  readonly copiesPerRun: number
  /** Of one copy. */
  readonly times: RunTimes
}

type Copy = (copies: number) => Promise<number>

/** Throws `gpu` when the device refuses the buffers. */
export async function measureCopy(
  engine: object,
  gather: Gather,
  plan: RepeatPlan,
  signal?: AbortSignal,
): Promise<CopyFigures> {
  if (!(engine instanceof WebGpuEngine)) {
    const target = new Float32Array(gather.samples.length)
    const copy: Copy = async (copies) => {
      const startedMs = performance.now()
      for (let i = 0; i < copies; i++) target.set(gather.samples)
      return performance.now() - startedMs
    }
    return figures('one thread, memory to memory', copy, plan, signal)
  }
  const gpuCopy = await openGpuCopy(engine.device, gather)
  try {
    return await figures('compute kernel, four samples a thread', gpuCopy.copy, plan, signal)
  } finally {
    gpuCopy.close()
  }
}

async function figures(how: string, copy: Copy, plan: RepeatPlan, signal?: AbortSignal): Promise<CopyFigures> {
  await copy(1)
  const onceMs = Math.max(await copy(1), 1e-3)
  const copiesPerRun = Math.max(1, Math.min(MAX_COPIES, Math.ceil(TIMING_MS / onceMs)))
  const times = await repeat(plan, async () => (await copy(copiesPerRun)) / copiesPerRun, signal)
  return { how, copiesPerRun, times: runTimes(times) }
}

async function openGpuCopy(device: GPUDevice, { samples }: Gather): Promise<{ copy: Copy; close: () => void }> {
  const kernels = new KernelCache(device)
  await kernels.prepare([COPY])
  const bytes = 16 * Math.ceil(samples.byteLength / 16)
  const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyDestination
  const [source, target] = ['source', 'target'].map((label) => device.createBuffer({ label, size: bytes, usage }))
  device.queue.writeBuffer(source!, 0, samples)
  const hasTimestamps = device.features.has('timestamp-query')
  const timer = new PassTimer({ device, hasTimestamps })
  const recorder = new PassRecorder(device, kernels, device.limits.maxComputeWorkgroupsPerDimension)
  const ring = new ReadbackRing(device)
  const count = bytes / 16
  const params = { nTraces: COPY_ROW, nRows: Math.ceil(count / COPY_ROW), count }
  const workgroups = [COPY_ROW / COPY_THREADS, params.nRows, 1] as const
  const bindings = [source!, target!].map((buffer) => ({ buffer, bytes }))
  return {
    async copy(copies) {
      const startedMs = performance.now()
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass(timer.descriptor())
      recorder.begin(pass)
      for (let i = 0; i < copies; i++) recorder.dispatch({ kernel: COPY, params, bindings, workgroups })
      pass.end()
      recorder.end()
      const stamps = timer.record(encoder)
      const readback = ring.record(encoder, stamps.length > 0 ? stamps : [{ buffer: target!, bytes: 16 }])
      device.queue.submit([encoder.finish()])
      const gpuMs = await readback.read((read) => (hasTimestamps ? elapsedMs(new BigUint64Array(read)) : undefined))
      return gpuMs ?? performance.now() - startedMs
    },
    close() {
      for (const part of [timer, recorder, ring]) part.close()
      for (const buffer of [source!, target!]) buffer.destroy()
    },
  }
}

import type { Gather } from '../src/core/gather.ts'
import type { RecipeStep } from '../src/core/recipe.ts'
import { ConstantTables } from '../src/gpu/constant-tables.ts'
import { BUFFER_USAGE } from '../src/gpu/flags.ts'
import { KernelCache } from '../src/gpu/kernel.ts'
import { ReadbackRing } from '../src/gpu/readback.ts'
import { type BufferSlice, PassRecorder } from '../src/gpu/recorder.ts'
import type { GpuLimits } from '../src/processes/gpu-process.ts'
import { spanProcessOf } from './span-process.ts'

/** The least that WebGPU promises; no gather of a test comes near it. */
export const AMPLE: GpuLimits = {
  bindingBytes: 2 ** 27,
  tileBytes: 2 ** 29,
  keptBytes: 0,
  workgroupsPerDimension: 65_535,
  workgroupBytes: 2 ** 14,
  workgroupThreads: 256,
}
/** As gather/survey.wgsl leaves it for samples of about 1. */
const SURVEY = Uint32Array.of(0, 0, 0x3f800000, 0)

const caches = new WeakMap<GPUDevice, KernelCache>()

/** Compiled once for all recordings on a device. */
function kernelsOf(device: GPUDevice): KernelCache {
  const kernels = caches.get(device) ?? new KernelCache(device)
  caches.set(device, kernels)
  return kernels
}

/**
 * The forward transform of a step on a gather as its process records it in stages, without an engine: the buffers that the plan
 * keeps, by name. For steps that need no row beyond the trace's end.
 */
export async function recordForward(
  device: GPUDevice,
  { nSamples, nTraces, sampleIntervalMs, samples }: Gather,
  step: RecipeStep,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { staged } = spanProcessOf(step.process).gpu
  const shape = { nSamples, nTraces, sampleIntervalMs }
  const plan = staged.plan(shape, step, AMPLE)
  if (plan.nRows !== nSamples) throw new Error(`${plan.nRows} rows for ${nSamples} samples`)
  const kernels = kernelsOf(device)
  await kernels.prepare(staged.kernels(plan, step))
  const [tables, ring] = [new ConstantTables(device), new ReadbackRing(device)]
  const recorder = new PassRecorder(device, kernels, AMPLE.workgroupsPerDimension)
  const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyDestination
  const made = (bytes: number): BufferSlice => ({ buffer: device.createBuffer({ size: bytes, usage }), bytes })
  const slices = new Map(plan.buffers.map(({ name, bytesPerTrace }) => [name, made(bytesPerTrace * nTraces)] as const))
  const survey = made(SURVEY.byteLength)
  device.queue.writeBuffer(survey.buffer, 0, SURVEY)
  device.queue.writeBuffer(slices.get('samples')!.buffer, 0, samples)

  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  recorder.begin(pass)
  const table: Parameters<typeof staged.recordForward>[0]['table'] = (constant) => ({
    buffer: tables.get(constant),
    bytes: constant.values.byteLength,
  })
  staged.recordForward(
    {
      shape,
      limits: AMPLE,
      recorder,
      nTraces,
      survey,
      findings: null,
      found: null,
      buffer: (name) => slices.get(name)!,
      table,
    },
    step,
  )
  pass.end()
  const kept = plan.buffers.filter(({ isKept }) => isKept)
  const readbacks = kept.map(({ name }) => ring.record(encoder, [slices.get(name)!]))
  recorder.end()
  device.queue.submit([encoder.finish()])
  const contents = await Promise.all(
    readbacks.map((readback) => readback.read((bytes) => new Float32Array(bytes.slice(0)))),
  )
  for (const { buffer } of [...slices.values(), survey]) buffer.destroy()
  for (const part of [ring, recorder, tables]) part.close()
  return new Map(kept.map(({ name }, i) => [name, contents[i]!]))
}

/**
 * The clock of a graphics card falls while little is asked of it: an idle H200 has 345 MHz. There one kernel took four
 * times as long after a pause for compiling, and up to twice between gathers that come one at a time. Such kernels, of a
 * third of a millisecond, do not bring the clock up again, nor do copies, which wait for memory; arithmetic does.
 */
import type { Engine } from '../core/engine.ts'
import { throwIfAborted } from '../core/errors.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import { KernelCache, type KernelSpec } from '../gpu/kernel.ts'
import { PassRecorder } from '../gpu/recorder.ts'

export const SPIN: KernelSpec = { shader: 'bench/spin.wgsl' }

const AT_FIRST_MS = 300
const BETWEEN_MS = 20

/** 13 billion multiplications: by the makers' rates half a millisecond on a large card, some hundredths of a second on a small one. */
const WORKGROUPS = 1024
const WORKGROUP_THREADS = 256
const TURNS = 50_000

export interface CardClock {
  /** To be called right before what is timed. */
  bringUp(): Promise<void>
  close(): void
}

const NOTHING_TO_DO: CardClock = { bringUp: async () => {}, close: () => {} }

/** Compiles what is to be timed, and brings the clock up; for other engines than a graphics card there is nothing to do. */
export async function openCardClock(
  engine: Engine,
  compile: () => Promise<unknown>,
  signal?: AbortSignal,
): Promise<CardClock> {
  if (!(engine instanceof WebGpuEngine) || engine.info.isSoftware) return NOTHING_TO_DO
  await compile()
  const { spin, close } = await openSpin(engine.device)
  const spinFor = async (ms: number): Promise<void> => {
    for (const startedMs = performance.now(); performance.now() - startedMs < ms; ) {
      throwIfAborted(signal)
      await spin()
    }
  }
  try {
    await spinFor(AT_FIRST_MS)
  } catch (error) {
    close()
    throw error
  }
  return { bringUp: () => spinFor(BETWEEN_MS), close }
}

async function openSpin(device: GPUDevice): Promise<{ spin: () => Promise<void>; close: () => void }> {
  const kernels = new KernelCache(device)
  await kernels.prepare([SPIN])
  const recorder = new PassRecorder(device, kernels, device.limits.maxComputeWorkgroupsPerDimension)
  const nTraces = WORKGROUPS * WORKGROUP_THREADS
  const result = device.createBuffer({ label: 'spin', size: 4 * nTraces, usage: BUFFER_USAGE.storage })
  return {
    async spin() {
      const encoder = device.createCommandEncoder()
      const pass = encoder.beginComputePass()
      recorder.begin(pass)
      recorder.dispatch({
        kernel: SPIN,
        params: { nTraces, turns: TURNS },
        bindings: [{ buffer: result, bytes: 4 * nTraces }],
        workgroups: [WORKGROUPS, 1, 1],
      })
      pass.end()
      recorder.end()
      device.queue.submit([encoder.finish()])
      await device.queue.onSubmittedWorkDone()
    },
    close() {
      recorder.close()
      result.destroy()
    },
  }
}

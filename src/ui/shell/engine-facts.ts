import type { EngineInfo, EngineKind } from '../../core/engine.ts'
import type { GpuFacts } from '../../state/session.ts'

/** The engine and what it runs on: "CPU · 8 worker threads"; null before anything is known. */
export function engineText(engine: EngineInfo | null, gpu: GpuFacts): string | null {
  if (engine !== null) return `${engine.kind === 'webgpu' ? 'GPU' : 'CPU'} · ${engine.adapter}`
  if (gpu.availability === 'unknown') return null
  return gpu.availability === 'none' ? 'No WebGPU' : gpu.adapter
}

/** What the missing or slow adapter means; null when there is nothing to say. */
export function gpuSentence(gpu: GpuFacts, engine: EngineKind | undefined): string | null {
  if (gpu.availability === 'none') {
    const what = gpu.reason === '' ? 'This browser has no WebGPU' : gpu.reason
    return `${what}. The CPU engine runs in its place and the panels are drawn without it. Use Chrome 121 or newer, or turn on hardware acceleration in its settings.`
  }
  if (gpu.availability === 'software') {
    const what = `The only graphics adapter is software (${gpu.adapter}).`
    return engine === 'webgpu'
      ? `${what} The GPU engine runs on it, slower than the CPU engine would.`
      : `${what} The CPU engine is used: it is faster, and gives the same result.`
  }
  return null
}

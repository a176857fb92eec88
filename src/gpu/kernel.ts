import { SeisError } from '../core/errors.ts'
import { type UniformLayout, uniformLayout } from './uniforms.ts'
import { type Composition, composeWgsl } from './wgsl.ts'

/** A compute kernel to compile: the entry file under shaders/, the array lengths it is sized with, and its variant. */
export interface KernelSpec extends Composition {
  readonly shader: string
}

export interface Kernel {
  readonly pipeline: GPUComputePipeline
  readonly uniforms: UniformLayout
}

/** Compiles each kernel once for a device. */
export class KernelCache {
  readonly #device: GPUDevice
  readonly #compiling = new Map<string, Promise<Kernel>>()
  readonly #ready = new Map<string, Kernel>()

  constructor(device: GPUDevice) {
    this.#device = device
  }

  /** Compiles what is not compiled yet. Throws `gpu` with the compiler's messages. */
  async prepare(specs: readonly KernelSpec[]): Promise<void> {
    await Promise.all(specs.map((spec) => this.#compile(spec)))
  }

  /** A prepared kernel; throws `internal` for any other. */
  get(spec: KernelSpec): Kernel {
    const kernel = this.#ready.get(keyOf(spec))
    if (!kernel) throw new SeisError('internal', 'kernel recorded before it was prepared', { where: spec.shader })
    return kernel
  }

  async #compile(spec: KernelSpec): Promise<Kernel> {
    const key = keyOf(spec)
    const known = this.#compiling.get(key)
    if (known) return known
    const compiling = compileKernel(this.#device, spec)
    this.#compiling.set(key, compiling)
    try {
      const kernel = await compiling
      this.#ready.set(key, kernel)
      return kernel
    } catch (error) {
      this.#compiling.delete(key)
      throw error
    }
  }
}

/** One kernel, compiled inside an error scope. Throws `gpu` with file, line and message of each complaint. */
export async function compileKernel(device: GPUDevice, spec: KernelSpec): Promise<Kernel> {
  const code = composeWgsl(spec.shader, spec)
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ label: spec.shader, code })
  const compiling = device.createComputePipelineAsync({
    label: spec.shader,
    layout: 'auto',
    compute: { module, entryPoint: 'main' },
  })
  const [scope, pipeline] = await Promise.allSettled([device.popErrorScope(), compiling])
  const complaint = scope.status === 'fulfilled' ? scope.value?.message : String(scope.reason)
  if (pipeline.status === 'fulfilled' && !complaint) {
    return { pipeline: pipeline.value, uniforms: uniformLayout(code, spec.shader) }
  }
  const cause = pipeline.status === 'rejected' ? pipeline.reason : undefined
  const lines = await compilerMessages(module)
  throw new SeisError('gpu', `The kernel does not compile: ${lines || complaint || String(cause)}`, {
    where: `shaders/${spec.shader}`,
    todo: 'use the CPU engine and report the message with the name of the adapter',
    cause,
  })
}

/** Errors of the compiler, as `line: message`; line numbers count in the composed text. */
export async function compilerMessages(module: GPUShaderModule): Promise<string> {
  const info = await module.getCompilationInfo().catch(() => null)
  const errors = [...(info?.messages ?? [])].filter((message) => message.type === 'error')
  return errors.map((message) => `${message.lineNum}: ${message.message}`).join('; ')
}

function keyOf(spec: KernelSpec): string {
  return `${spec.shader} ${JSON.stringify([spec.sizes ?? {}, spec.parts ?? {}])}`
}

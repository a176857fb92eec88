import { BUFFER_USAGE } from './flags.ts'
import type { KernelCache, KernelSpec } from './kernel.ts'
import { UNIFORM_SLOT_BYTES, type UniformValues, writeUniforms } from './uniforms.ts'

/** One dispatch as data. `bindings` are buffers for bindings 1, 2, ...; binding 0 is `params`. */
export interface Dispatch {
  readonly kernel: KernelSpec
  readonly params: UniformValues
  readonly bindings: readonly BufferSlice[]
  /** Default: a thread for each of `params.nTraces` x `params.nRows`, rows folded over two dimensions. */
  readonly workgroups?: Workgroups
}

export type Workgroups = readonly [x: number, y: number, z: number]

/** The first `bytes` of a buffer. */
export interface BufferSlice {
  readonly buffer: GPUBuffer
  readonly bytes: number
}

const WORKGROUP_TRACES = 64
const ARENA_SLOTS = 256

/** Writes dispatches into the compute passes of one submit. */
export class PassRecorder {
  readonly #device: GPUDevice
  readonly #kernels: KernelCache
  readonly #workgroupsPerDimension: number
  readonly #arenas: GPUBuffer[] = []
  #slots = new DataView(new ArrayBuffer(ARENA_SLOTS * UNIFORM_SLOT_BYTES))
  #usedSlots = 0
  #pass: GPUComputePassEncoder | undefined
  /** Dispatches by shader since the recorder was made: tests count work in it. */
  readonly dispatchCounts = new Map<string, number>()

  constructor(device: GPUDevice, kernels: KernelCache, workgroupsPerDimension: number) {
    this.#device = device
    this.#kernels = kernels
    this.#workgroupsPerDimension = workgroupsPerDimension
  }

  /** Dispatches go to `pass` until `end`. */
  begin(pass: GPUComputePassEncoder): void {
    this.#pass = pass
    this.#usedSlots = 0
  }

  /** The same from another pass of the same submit on. */
  goOn(pass: GPUComputePassEncoder): void {
    this.#pass = pass
  }

  dispatch({ kernel, params, bindings, workgroups }: Dispatch): void {
    const { pipeline, uniforms } = this.#kernels.get(kernel)
    const slot = this.#usedSlots++
    const at = slot * UNIFORM_SLOT_BYTES
    if (at >= this.#slots.byteLength) this.#grow()
    writeUniforms(uniforms, params, this.#slots, at)
    const arena = this.#arena(Math.floor(slot / ARENA_SLOTS))
    const offset = (slot % ARENA_SLOTS) * UNIFORM_SLOT_BYTES
    const group = this.#device.createBindGroup({
      label: kernel.shader,
      layout: pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: arena, offset, size: UNIFORM_SLOT_BYTES } },
        ...bindings.map(({ buffer, bytes }, i) => ({ binding: i + 1, resource: { buffer, size: bytes } })),
      ],
    })
    const [x, y, z] = workgroups ?? gridOf(params['nTraces']!, params['nRows']!, this.#workgroupsPerDimension)
    const pass = this.#pass!
    pass.setPipeline(pipeline)
    pass.setBindGroup(0, group)
    pass.dispatchWorkgroups(x, y, z)
    this.dispatchCounts.set(kernel.shader, (this.dispatchCounts.get(kernel.shader) ?? 0) + 1)
  }

  /** Uploads the params of what was recorded; to be called once before the submit. */
  end(): void {
    this.#pass = undefined
    const arenaBytes = ARENA_SLOTS * UNIFORM_SLOT_BYTES
    const usedBytes = this.#usedSlots * UNIFORM_SLOT_BYTES
    for (let from = 0; from < usedBytes; from += arenaBytes) {
      const bytes = Math.min(arenaBytes, usedBytes - from)
      this.#device.queue.writeBuffer(this.#arena(from / arenaBytes), 0, this.#slots.buffer, from, bytes)
    }
  }

  close(): void {
    for (const arena of this.#arenas.splice(0)) arena.destroy()
  }

  #arena(index: number): GPUBuffer {
    const known = this.#arenas[index]
    if (known) return known
    const usage = BUFFER_USAGE.uniform | BUFFER_USAGE.copyDestination
    const arena = this.#device.createBuffer({ label: 'params', size: ARENA_SLOTS * UNIFORM_SLOT_BYTES, usage })
    this.#arenas[index] = arena
    return arena
  }

  #grow(): void {
    const grown = new Uint8Array(2 * this.#slots.byteLength)
    grown.set(new Uint8Array(this.#slots.buffer))
    this.#slots = new DataView(grown.buffer)
  }
}

/** Workgroups for nTraces x nRows threads: rows go along y, and along z when y is too short. */
export function gridOf(nTraces: number, nRows: number, longest: number): Workgroups {
  const y = Math.min(nRows, longest)
  return [Math.ceil(nTraces / WORKGROUP_TRACES), y, Math.ceil(nRows / y)]
}

/** `count` workgroups along x, and along y when x is too short; a kernel passes by those that are too many. */
export function foldedWorkgroups(count: number, longest: number): Workgroups {
  const y = Math.ceil(count / longest)
  return [Math.ceil(count / y), y, 1]
}

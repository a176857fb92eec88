/**
 * One device for all tests, lent to each as if it were its own: what a software adapter takes longest for is to compile
 * kernels, and most tests want some that others had before. A compiled pipeline holds nothing of who uses it.
 */
import { create } from 'webgpu'

interface SharedDevice {
  readonly device: GPUDevice
  /** By the text of the module and all else that a pipeline is made from. */
  readonly pipelines: Map<string, Promise<GPUComputePipeline>>
}

/** Held, for Dawn's Node binding crashes when it is collected before its devices. */
let owner: GPU | undefined
const devices = new Map<string, Promise<SharedDevice>>()

/**
 * Dawn asks its device at every turn of the event loop whether something is done. While kernels compile, once a
 * millisecond will do: it takes one of two cores from the compiler.
 */
let nCompiling = 0
const everyTurn = globalThis.setImmediate
globalThis.setImmediate = Object.assign(
  (...[work, ...values]: Parameters<typeof everyTurn>) =>
    (nCompiling > 0 ? setTimeout(work, 1, ...values) : everyTurn(work, ...values)) as NodeJS.Immediate,
  everyTurn,
)

/** A GPU whose adapter lends the shared device, another for other limits and features. */
export function lendingGpu(): GPU {
  owner ??= create([])
  const gpu = owner
  return overlay(gpu, {
    requestAdapter: async (options) => {
      const adapter = await gpu.requestAdapter(options)
      return adapter && overlay(adapter, { requestDevice: async (descriptor) => lend(await open(adapter, descriptor)) })
    },
  })
}

function open(adapter: GPUAdapter, descriptor: GPUDeviceDescriptor = {}): Promise<SharedDevice> {
  const key = JSON.stringify(descriptor)
  const known = devices.get(key)
  if (known) return known
  const opening = adapter.requestDevice(descriptor).then((device) => ({ device, pipelines: new Map() }))
  devices.set(key, opening)
  return opening
}

/** `destroy` ends the loan: what was made during it is destroyed, and `lost` resolves. */
function lend({ device, pipelines }: SharedDevice): GPUDevice {
  const buffers = new Set<GPUBuffer>()
  const codes = new WeakMap<GPUShaderModule, string>()
  const listeners: [string, EventListener][] = []
  let lose: (info: GPUDeviceLostInfo) => void = () => {}
  return overlay(device, {
    lost: new Promise((resolve) => {
      lose = resolve
    }),
    queue: overlay(device.queue, {}),
    createBuffer(descriptor) {
      const buffer = device.createBuffer(descriptor)
      buffers.add(buffer)
      return buffer
    },
    createShaderModule(descriptor) {
      const module = device.createShaderModule(descriptor)
      codes.set(module, descriptor.code)
      return module
    },
    async createComputePipelineAsync(descriptor) {
      const { label, compute, layout } = descriptor
      if (layout !== 'auto') throw new Error(`Whose layout is not its own is not shared: ${label}`)
      const key = JSON.stringify([codes.get(compute.module), { ...compute, module: null }])
      const known = pipelines.get(key)
      if (known) return known
      const compiling = device.createComputePipelineAsync(descriptor)
      pipelines.set(key, compiling)
      nCompiling++
      compiling.catch(() => pipelines.delete(key)).finally(() => nCompiling--)
      return compiling
    },
    addEventListener(type: string, listener: EventListener) {
      listeners.push([type, listener])
      device.addEventListener(type, listener)
    },
    destroy() {
      for (const buffer of buffers) buffer.destroy()
      for (const [type, listener] of listeners) device.removeEventListener(type, listener)
      lose({ reason: 'destroyed', message: 'The device was destroyed' } as GPUDeviceLostInfo)
    },
  })
}

/** `target` with some members of its own; what is set stays here. Native methods want the native object as `this`. */
function overlay<T extends object>(target: T, members: Partial<T>): T {
  return new Proxy(target, {
    get(_, name) {
      if (Object.hasOwn(members, name)) return Reflect.get(members, name)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
    set: (_, name, value) => Reflect.set(members, name, value),
  })
}

import { SeisError } from '../core/errors.ts'

/** A device with what the rest of the program wants to know about it. */
export interface GpuDevice {
  /** Held here because Dawn's Node binding crashes when it is collected before its device. */
  readonly gpu: GPU
  readonly device: GPUDevice
  /** The adapter in words, such as "SwiftShader driver 5.0.0". */
  readonly adapterName: string
  /** A software rasteriser: correct, but slower than plain JavaScript. */
  readonly isSoftware: boolean
  readonly hasTimestamps: boolean
  /** Resolves when the device is lost by anything but `close`. */
  readonly lost: Promise<SeisError>
  /** The loss, once it has happened. */
  lostError(): SeisError | undefined
  close(): void
}

export interface DeviceOptions {
  /** `navigator.gpu` of a page or worker, or what `create()` of the `webgpu` package returns in Node. */
  readonly gpu: GPU | undefined
  /** Part of the name of the adapter to take; the default takes the fastest. */
  readonly adapterName?: string
}

/** Larger limits help, none is needed: gathers that do not fit are tiled, transforms that do not fit go step by step. */
const WANTED_LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
] as const

/** It helps as well: the clock of the GPU. */
const WANTED_FEATURES = ['timestamp-query'] as const

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i

/**
 * Opens a device with the adapter's own limits.
 * Throws `gpu` when there is no WebGPU, no adapter, none of the wanted name, or the device is refused.
 */
export async function openGpuDevice(options: DeviceOptions): Promise<GpuDevice> {
  const { gpu } = options
  if (!gpu) {
    throw new SeisError('gpu', 'There is no WebGPU here', {
      todo: 'use a current Chrome or Edge over https or localhost, or the CPU engine',
    })
  }
  const adapter = await findAdapter(gpu, options.adapterName)
  const limits = adapter.limits
  const requiredLimits = Object.fromEntries(WANTED_LIMITS.map((name) => [name, limits[name]]))
  const requiredFeatures = WANTED_FEATURES.filter((feature) => adapter.features.has(feature))
  const adapterName = describeAdapter(adapter.info)
  const device = await adapter.requestDevice({ requiredLimits, requiredFeatures }).catch((cause: unknown) => {
    throw new SeisError('gpu', 'The adapter refuses a device', {
      where: adapterName,
      todo: 'reload the page, or use the CPU engine',
      cause,
    })
  })
  return watchDevice(device, {
    gpu,
    adapterName,
    isSoftware: isSoftwareAdapter(adapter.info),
    hasTimestamps: device.features.has('timestamp-query'),
  })
}

/** The adapter in words; the fields that a browser hides are left out. */
export function describeAdapter(info: GPUAdapterInfo): string {
  const short = [info.vendor, info.architecture, info.device].filter((part) => part !== '').join(' ')
  return info.description || short || 'unnamed adapter'
}

export function isSoftwareAdapter(info: GPUAdapterInfo): boolean {
  return info.isFallbackAdapter || SOFTWARE.test(`${info.vendor} ${info.architecture} ${info.description}`)
}

async function findAdapter(gpu: GPU, adapterName: string | undefined): Promise<GPUAdapter> {
  const choices: GPURequestAdapterOptions[] = [{ powerPreference: 'high-performance' }]
  if (adapterName !== undefined) choices.push({ powerPreference: 'low-power' }, { forceFallbackAdapter: true })
  const found: string[] = []
  for (const choice of choices) {
    const adapter = await gpu.requestAdapter(choice)
    if (!adapter) continue
    const name = describeAdapter(adapter.info)
    const words = `${name} ${adapter.info.vendor} ${adapter.info.architecture}`.toLowerCase()
    if (adapterName === undefined || words.includes(adapterName.toLowerCase())) return adapter
    found.push(name)
  }
  throw new SeisError(
    'gpu',
    found.length === 0 ? 'There is no graphics adapter' : `No adapter is called ${adapterName}`,
    {
      where: found.length === 0 ? '' : `found ${[...new Set(found)].join(', ')}`,
      todo: 'check the graphics driver, or use the CPU engine',
    },
  )
}

function watchDevice(device: GPUDevice, facts: Omit<GpuDevice, 'device' | 'lost' | 'lostError' | 'close'>): GpuDevice {
  let isClosed = false
  let lostError: SeisError | undefined
  const lost = new Promise<SeisError>((resolve) => {
    void device.lost.then((info) => {
      if (isClosed) return
      lostError = new SeisError('gpu', `The graphics device was lost: ${info.message || info.reason}`, {
        where: facts.adapterName,
        todo: 'reload the page; if it happens again, use the CPU engine',
      })
      resolve(lostError)
    })
  })
  return {
    ...facts,
    device,
    lost,
    lostError: () => lostError,
    close() {
      isClosed = true
      device.destroy()
    },
  }
}

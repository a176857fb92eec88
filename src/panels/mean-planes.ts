import { BUFFER_USAGE } from '../gpu/flags.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import { composeWgsl } from '../gpu/wgsl.ts'
import type { GainField } from './gain.ts'
import { type AxisCoverage, COVERAGE_WORDS, pixelCoverage, traceCoverage } from './pixel-coverage.ts'
import { isSameViewport, type PanelSize, type Viewport } from './viewport.ts'

const WORKGROUP = 8
const TILE_BYTES = 32

export interface MeansWanted {
  readonly viewport: Viewport
  readonly isSmooth: boolean
  readonly gain: GainField | null
  readonly before: TraceTiles
  readonly after: TraceTiles
}

interface Plane {
  readonly pixels: GPUBuffer
  readonly tiles: WeakMap<GPUBuffer, TileGroup>
}

interface TileGroup {
  readonly uniforms: GPUBuffer
  /** Of the gain that the group was made with. */
  readonly factors: GPUBuffer
  readonly group: GPUBindGroup
}

/** Makes planes on one device: the pipeline, and the factors of the display gain, which all planes read. */
export class MeanPass {
  readonly device: GPUDevice
  readonly pipeline: GPUComputePipeline
  #gain: GainField | null = null
  #factors: GPUBuffer

  constructor(device: GPUDevice) {
    this.device = device
    const module = device.createShaderModule({ label: 'box_mean', code: composeWgsl('panels/box_mean.wgsl') })
    this.pipeline = device.createComputePipeline({ layout: 'auto', compute: { module } })
    this.#factors = this.#makeFactors(4)
  }

  /** The buffer of the factors; another one when they need more room. */
  factorsOf(gain: GainField | null): GPUBuffer {
    if (gain === null || gain === this.#gain) return this.#factors
    if (gain.factors.byteLength > this.#factors.size) {
      this.#factors.destroy()
      this.#factors = this.#makeFactors(gain.factors.byteLength)
    }
    this.device.queue.writeBuffer(this.#factors, 0, gain.factors)
    this.#gain = gain
    return this.#factors
  }

  dispose(): void {
    this.#factors.destroy()
  }

  #makeFactors(size: number): GPUBuffer {
    return panelBuffer(this.device, 'display gain', size, BUFFER_USAGE.storage)
  }
}

/**
 * Box means of Before and After on the GPU, one value a pixel of some viewport and size, each sample read once. Buffers
 * stay while the size does, bind groups while the samples' buffers do.
 */
export class MeanPlanes {
  readonly size: PanelSize
  readonly #pass: MeanPass
  readonly #rows: GPUBuffer
  readonly #columns: GPUBuffer
  readonly #planes: Readonly<Record<'before' | 'after', Plane>>
  #coverageOf: { viewport: Viewport; isSmooth: boolean; nSamples: number; nTraces: number } | undefined

  constructor(pass: MeanPass, size: PanelSize) {
    const { width, height } = size
    this.#pass = pass
    this.size = { width, height }
    this.#rows = this.#buffer('rows', 4 * COVERAGE_WORDS * height)
    this.#columns = this.#buffer('columns', 4 * COVERAGE_WORDS * width)
    const plane = (name: string): Plane => ({ pixels: this.#buffer(name, 4 * width * height), tiles: new WeakMap() })
    this.#planes = { before: plane('before plane'), after: plane('after plane') }
  }

  /** The means as the bits of float32, (height, width). */
  pixels(which: 'before' | 'after'): GPUBuffer {
    return this.#planes[which].pixels
  }

  record(encoder: GPUCommandEncoder, which: readonly ('before' | 'after')[], wanted: MeansWanted): void {
    this.#writeCoverage(wanted)
    const { width, height } = this.size
    for (const name of which) {
      const plane = this.#planes[name]
      encoder.clearBuffer(plane.pixels)
      const pass = encoder.beginComputePass({ label: 'panels: box mean' })
      pass.setPipeline(this.#pass.pipeline)
      for (const { buffer, startTrace, nTraces } of wanted[name].tiles) {
        const { uniforms, group } = this.#tileGroup(plane, buffer, wanted.gain)
        const { step = 1, nNodes = 0, nColumns = 1 } = wanted.gain ?? {}
        const tile = Uint32Array.of(width, height, startTrace, nTraces, step, nNodes, nColumns)
        this.#pass.device.queue.writeBuffer(uniforms, 0, tile)
        pass.setBindGroup(0, group)
        pass.dispatchWorkgroups(Math.ceil(width / WORKGROUP), Math.ceil(height / WORKGROUP))
      }
      pass.end()
    }
  }

  dispose(): void {
    for (const buffer of [this.#rows, this.#columns, this.pixels('before'), this.pixels('after')]) buffer.destroy()
  }

  #tileGroup(plane: Plane, samples: GPUBuffer, gain: GainField | null): TileGroup {
    const factors = this.#pass.factorsOf(gain)
    const known = plane.tiles.get(samples)
    if (known && known.factors === factors) return known
    const uniforms = known?.uniforms ?? this.#buffer('tile', TILE_BYTES, BUFFER_USAGE.uniform)
    const buffers = [uniforms, this.#rows, this.#columns, samples, plane.pixels, factors]
    const made = { uniforms, factors, group: bindGroup(this.#pass.device, this.#pass.pipeline, buffers) }
    plane.tiles.set(samples, made)
    return made
  }

  #writeCoverage({ viewport, isSmooth, before: { nSamples, nTraces } }: MeansWanted): void {
    const last = this.#coverageOf
    if (
      last?.isSmooth === isSmooth &&
      last.nSamples === nSamples &&
      last.nTraces === nTraces &&
      isSameViewport(last.viewport, viewport)
    )
      return
    const write = (to: GPUBuffer, coverage: AxisCoverage) => this.#pass.device.queue.writeBuffer(to, 0, coverage.words)
    write(this.#rows, pixelCoverage(viewport.startSample, viewport.endSample, nSamples, this.size.height, isSmooth))
    write(this.#columns, traceCoverage(viewport, nTraces, this.size.width, isSmooth))
    this.#coverageOf = { viewport, isSmooth, nSamples, nTraces }
  }

  #buffer(name: string, size: number, usage: number = BUFFER_USAGE.storage): GPUBuffer {
    return panelBuffer(this.#pass.device, name, size, usage)
  }
}

export function panelBuffer(device: GPUDevice, name: string, size: number, usage: number): GPUBuffer {
  return device.createBuffer({ label: `panels: ${name}`, size, usage: usage | BUFFER_USAGE.copyDestination })
}

export function bindGroup(
  device: GPUDevice,
  pipeline: GPUComputePipeline | GPURenderPipeline,
  buffers: readonly GPUBuffer[],
): GPUBindGroup {
  return device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  })
}

import { SeisError } from '../core/errors.ts'
import { type ColourMapName, PANEL_NAMES, type PanelName } from '../core/view.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import { composeWgsl } from '../gpu/wgsl.ts'
import { colourTable, TABLE_ENTRIES } from './colour-maps.ts'
import { amplitudeLimit, type PanelScene } from './panel-scene.ts'
import { type AxisCoverage, COVERAGE_WORDS, pixelCoverage } from './pixel-coverage.ts'
import { isSameViewport, type PanelSize, type Viewport } from './viewport.ts'

export interface DensityTarget {
  readonly panel: PanelName
  readonly view: GPUTextureView
}

export interface DensityDrawing extends Omit<PanelScene, 'samples'> {
  /** Panels of one size, drawn together. */
  readonly targets: readonly DensityTarget[]
  readonly size: PanelSize
  readonly before: TraceTiles
  /** Of the same size as `before`, tiled as it likes. */
  readonly after: TraceTiles
}

const WORKGROUP = 8
const TILE_BYTES = 16
const PANEL_BYTES = 16

/** Buffers whose size follows the panels', and what was made from them. */
interface PixelBuffers {
  readonly size: PanelSize
  readonly rows: GPUBuffer
  readonly columns: GPUBuffer
  readonly planes: Readonly<Record<'before' | 'after', Plane>>
  readonly colourGroups: Readonly<Record<PanelName, GPUBindGroup>>
}

interface Plane {
  readonly pixels: GPUBuffer
  readonly tiles: WeakMap<GPUBuffer, { readonly uniforms: GPUBuffer; readonly group: GPUBindGroup }>
}

/**
 * Draws panels straight from the buffers of the kernels: box means of Before and After into two planes of pixels,
 * each sample read once, then one colour pass a panel; one submit for all. Nothing is allocated while the size of
 * the panels and the buffers stay the same. The device belongs to the caller.
 */
export class DensityRenderer {
  readonly #device: GPUDevice
  readonly #mean: GPUComputePipeline
  readonly #colour: GPURenderPipeline
  readonly #table: GPUBuffer
  readonly #panels: Readonly<Record<PanelName, GPUBuffer>>
  #pixels: PixelBuffers | undefined
  #coverageOf: { viewport: Viewport; nSamples: number; nTraces: number } | undefined
  #tableOf: { colourMap: ColourMapName; reversed: boolean } | undefined

  /** @param format of the targets, such as navigator.gpu.getPreferredCanvasFormat() or 'rgba8unorm' */
  static create(device: GPUDevice, format: GPUTextureFormat): DensityRenderer {
    return new DensityRenderer(device, format)
  }

  private constructor(device: GPUDevice, format: GPUTextureFormat) {
    const module = (name: string) =>
      device.createShaderModule({ label: name, code: composeWgsl(`panels/${name}.wgsl`) })
    this.#device = device
    this.#mean = device.createComputePipeline({ layout: 'auto', compute: { module: module('box_mean') } })
    this.#colour = device.createRenderPipeline({
      layout: 'auto',
      vertex: { module: module('full_panel') },
      fragment: { module: module('density_colour'), targets: [{ format }] },
    })
    this.#table = this.#buffer('colour table', TABLE_ENTRIES * 4, BUFFER_USAGE.storage)
    const uniforms = (panel: PanelName) => this.#buffer(`${panel} panel`, PANEL_BYTES, BUFFER_USAGE.uniform)
    this.#panels = { before: uniforms('before'), after: uniforms('after'), noise: uniforms('noise') }
  }

  /** Records and submits one drawing. Throws `internal` for unlike sizes of before and after or a clip that is not > 0. */
  draw(drawing: DensityDrawing): void {
    checkDrawing(drawing)
    const { targets, size, before, after } = drawing
    if (targets.length === 0) return
    const pixels = this.#makePixels(size)
    this.#writeCoverage(pixels, drawing)
    this.#writeTable(drawing)
    const encoder = this.#device.createCommandEncoder({ label: 'panels' })
    if (targets.some(({ panel }) => panel !== 'after')) this.#recordMean(encoder, pixels, pixels.planes.before, before)
    if (targets.some(({ panel }) => panel !== 'before')) this.#recordMean(encoder, pixels, pixels.planes.after, after)
    for (const { panel, view } of targets) this.#recordColour(encoder, pixels, panel, view, drawing)
    this.#device.queue.submit([encoder.finish()])
  }

  dispose(): void {
    this.#freePixels()
    this.#table.destroy()
    for (const panel of PANEL_NAMES) this.#panels[panel].destroy()
  }

  #recordMean(encoder: GPUCommandEncoder, pixels: PixelBuffers, plane: Plane, traces: TraceTiles): void {
    const { width, height } = pixels.size
    encoder.clearBuffer(plane.pixels)
    const pass = encoder.beginComputePass({ label: 'panels: box mean' })
    pass.setPipeline(this.#mean)
    for (const { buffer, startTrace, nTraces } of traces.tiles) {
      const { uniforms, group } = this.#tileGroup(pixels, plane, buffer)
      this.#device.queue.writeBuffer(uniforms, 0, Uint32Array.of(width, height, startTrace, nTraces))
      pass.setBindGroup(0, group)
      pass.dispatchWorkgroups(Math.ceil(width / WORKGROUP), Math.ceil(height / WORKGROUP))
    }
    pass.end()
  }

  #recordColour(
    encoder: GPUCommandEncoder,
    pixels: PixelBuffers,
    panel: PanelName,
    view: GPUTextureView,
    scene: Pick<PanelScene, 'clip' | 'noiseGain'>,
  ): void {
    const uniforms = new ArrayBuffer(PANEL_BYTES)
    new Uint32Array(uniforms).set([pixels.size.width, PANEL_NAMES.indexOf(panel)])
    new Float32Array(uniforms)[2] = amplitudeLimit(panel, scene)
    this.#device.queue.writeBuffer(this.#panels[panel], 0, uniforms)
    const pass = encoder.beginRenderPass({
      label: `panels: colours of ${panel}`,
      colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
    })
    pass.setPipeline(this.#colour)
    pass.setBindGroup(0, pixels.colourGroups[panel])
    pass.draw(3)
    pass.end()
  }

  #tileGroup({ rows, columns }: PixelBuffers, plane: Plane, samples: GPUBuffer) {
    const known = plane.tiles.get(samples)
    if (known) return known
    const uniforms = this.#buffer('tile', TILE_BYTES, BUFFER_USAGE.uniform)
    const group = this.#group(this.#mean, [uniforms, rows, columns, samples, plane.pixels])
    const made = { uniforms, group }
    plane.tiles.set(samples, made)
    return made
  }

  #writeCoverage(pixels: PixelBuffers, { viewport, before: { nSamples, nTraces } }: DensityDrawing): void {
    const last = this.#coverageOf
    if (last && last.nSamples === nSamples && last.nTraces === nTraces && isSameViewport(last.viewport, viewport))
      return
    const { width, height } = pixels.size
    const write = (to: GPUBuffer, coverage: AxisCoverage) => this.#device.queue.writeBuffer(to, 0, coverage.words)
    write(pixels.rows, pixelCoverage(viewport.startSample, viewport.endSample, nSamples, height))
    write(pixels.columns, pixelCoverage(viewport.startTrace, viewport.endTrace, nTraces, width))
    this.#coverageOf = { viewport, nSamples, nTraces }
  }

  #writeTable({ colourMap, reversed }: DensityDrawing): void {
    if (this.#tableOf?.colourMap === colourMap && this.#tableOf.reversed === reversed) return
    this.#device.queue.writeBuffer(this.#table, 0, colourTable(colourMap, reversed))
    this.#tableOf = { colourMap, reversed }
  }

  #makePixels(size: PanelSize): PixelBuffers {
    const { width, height } = size
    if (this.#pixels?.size.width === width && this.#pixels.size.height === height) return this.#pixels
    this.#freePixels()
    const storage = BUFFER_USAGE.storage
    const plane = (name: string): Plane => ({
      pixels: this.#buffer(name, 4 * width * height, storage),
      tiles: new WeakMap(),
    })
    const planes = { before: plane('before plane'), after: plane('after plane') }
    const group = (panel: PanelName) =>
      this.#group(this.#colour, [this.#panels[panel], planes.before.pixels, planes.after.pixels, this.#table])
    this.#pixels = {
      size: { width, height },
      rows: this.#buffer('rows', 4 * COVERAGE_WORDS * height, storage),
      columns: this.#buffer('columns', 4 * COVERAGE_WORDS * width, storage),
      planes,
      colourGroups: { before: group('before'), after: group('after'), noise: group('noise') },
    }
    this.#coverageOf = undefined
    return this.#pixels
  }

  #freePixels(): void {
    if (!this.#pixels) return
    const { rows, columns, planes } = this.#pixels
    for (const buffer of [rows, columns, planes.before.pixels, planes.after.pixels]) buffer.destroy()
    this.#pixels = undefined
  }

  #buffer(name: string, size: number, usage: number): GPUBuffer {
    return this.#device.createBuffer({ label: `panels: ${name}`, size, usage: usage | BUFFER_USAGE.copyDestination })
  }

  #group(pipeline: GPUComputePipeline | GPURenderPipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.#device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    })
  }
}

function checkDrawing({ before, after, size, clip, noiseGain }: DensityDrawing): void {
  if (before.nSamples !== after.nSamples || before.nTraces !== after.nTraces)
    throw new SeisError('internal', 'Before and After differ in size', {
      where: `${before.nSamples} x ${before.nTraces} and ${after.nSamples} x ${after.nTraces} samples x traces`,
    })
  if (!(clip > 0 && noiseGain > 0)) throw new SeisError('internal', 'A clip or gain is not above zero')
  if (!(size.width >= 1 && size.height >= 1)) throw new SeisError('internal', 'A panel has no pixels')
}

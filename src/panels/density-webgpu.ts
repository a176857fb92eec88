import { SeisError } from '../core/errors.ts'
import { type ColourMapName, PANEL_NAMES, type PanelName } from '../core/view.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import type { TraceTiles } from '../gpu/trace-tiles.ts'
import { composeWgsl } from '../gpu/wgsl.ts'
import { colourTable, TABLE_ENTRIES } from './colour-maps.ts'
import { bindGroup, MeanPass, MeanPlanes, panelBuffer } from './mean-planes.ts'
import { amplitudeLimit, type PanelScene } from './panel-scene.ts'
import type { PanelSize } from './viewport.ts'
import { WigglePass } from './wiggle-webgpu.ts'

export interface DensityTarget {
  readonly panel: PanelName
  readonly view: GPUTextureView
}

export interface DensityDrawing extends Omit<PanelScene, 'samples' | 'replaced'> {
  /** Panels of one size, drawn together. */
  readonly targets: readonly DensityTarget[]
  readonly size: PanelSize
  readonly before: TraceTiles
  /** Of the same size as `before`, tiled as it likes. */
  readonly after: TraceTiles
}

const PANEL_BYTES = 16

/** Buffers whose size follows the panels', and what was made from them. */
interface PixelBuffers {
  readonly planes: MeanPlanes
  readonly colourGroups: Readonly<Record<PanelName, GPUBindGroup>>
}

/**
 * Draws panels straight from the buffers of the kernels: box means of Before and After into two planes of pixels,
 * each sample read once, then one pass of colours and wiggles a panel; one submit for all. Nothing is allocated while
 * the size of the panels and the buffers stay the same. The device belongs to the caller.
 */
export class DensityRenderer {
  readonly #device: GPUDevice
  readonly #means: MeanPass
  readonly #wiggles: WigglePass
  readonly #colour: GPURenderPipeline
  readonly #table: GPUBuffer
  readonly #panels: Readonly<Record<PanelName, GPUBuffer>>
  #pixels: PixelBuffers | undefined
  #tableOf: { colourMap: ColourMapName; reversed: boolean } | undefined

  /** @param format of the targets, such as navigator.gpu.getPreferredCanvasFormat() or 'rgba8unorm' */
  static create(device: GPUDevice, format: GPUTextureFormat): DensityRenderer {
    return new DensityRenderer(device, format)
  }

  private constructor(device: GPUDevice, format: GPUTextureFormat) {
    const module = (name: string) =>
      device.createShaderModule({ label: name, code: composeWgsl(`panels/${name}.wgsl`) })
    this.#device = device
    this.#means = new MeanPass(device)
    this.#wiggles = new WigglePass(this.#means, format)
    this.#colour = device.createRenderPipeline({
      layout: 'auto',
      vertex: { module: module('full_panel') },
      fragment: { module: module('density_colour'), targets: [{ format }] },
    })
    this.#table = panelBuffer(device, 'colour table', TABLE_ENTRIES * 4, BUFFER_USAGE.storage)
    const uniforms = (panel: PanelName) => panelBuffer(device, `${panel} panel`, PANEL_BYTES, BUFFER_USAGE.uniform)
    this.#panels = { before: uniforms('before'), after: uniforms('after'), noise: uniforms('noise') }
  }

  /** Records and submits one drawing. Throws `internal` for unlike sizes of before and after or a clip that is not > 0. */
  draw(drawing: DensityDrawing): void {
    checkDrawing(drawing)
    const { targets, size } = drawing
    if (targets.length === 0) return
    const pixels = this.#makePixels(size)
    this.#writeTable(drawing)
    const encoder = this.#device.createCommandEncoder({ label: 'panels' })
    const which = (['before', 'after'] as const).filter((name) =>
      targets.some(({ panel }) => panel === name || panel === 'noise'),
    )
    pixels.planes.record(encoder, which, drawing)
    const wiggles = this.#wiggles.record(encoder, which, drawing)
    for (const { panel, view } of targets) {
      this.#writePanel(panel, drawing)
      const pass = encoder.beginRenderPass({
        label: `panels: ${panel}`,
        colorAttachments: [{ view, loadOp: 'clear', storeOp: 'store', clearValue: [0, 0, 0, 0] }],
      })
      pass.setPipeline(this.#colour)
      pass.setBindGroup(0, pixels.colourGroups[panel])
      pass.draw(3)
      wiggles?.draw(pass, panel)
      pass.end()
    }
    this.#device.queue.submit([encoder.finish()])
  }

  dispose(): void {
    this.#pixels?.planes.dispose()
    this.#wiggles.dispose()
    this.#means.dispose()
    this.#table.destroy()
    for (const panel of PANEL_NAMES) this.#panels[panel].destroy()
  }

  #writePanel(panel: PanelName, drawing: DensityDrawing): void {
    const uniforms = new ArrayBuffer(PANEL_BYTES)
    new Uint32Array(uniforms).set([drawing.size.width, PANEL_NAMES.indexOf(panel)])
    new Float32Array(uniforms)[2] = amplitudeLimit(panel, drawing)
    this.#device.queue.writeBuffer(this.#panels[panel], 0, uniforms)
  }

  #writeTable({ colourMap, reversed }: DensityDrawing): void {
    if (this.#tableOf?.colourMap === colourMap && this.#tableOf.reversed === reversed) return
    this.#device.queue.writeBuffer(this.#table, 0, colourTable(colourMap, reversed))
    this.#tableOf = { colourMap, reversed }
  }

  #makePixels(size: PanelSize): PixelBuffers {
    const known = this.#pixels?.planes.size
    if (this.#pixels && known?.width === size.width && known.height === size.height) return this.#pixels
    this.#pixels?.planes.dispose()
    const planes = new MeanPlanes(this.#means, size)
    const group = (panel: PanelName) =>
      bindGroup(this.#device, this.#colour, [
        this.#panels[panel],
        planes.pixels('before'),
        planes.pixels('after'),
        this.#table,
      ])
    this.#pixels = {
      planes,
      colourGroups: { before: group('before'), after: group('after'), noise: group('noise') },
    }
    return this.#pixels
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

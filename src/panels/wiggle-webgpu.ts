import { PANEL_NAMES, type PanelName } from '../core/view.ts'
import { BUFFER_USAGE } from '../gpu/flags.ts'
import { composeWgsl } from '../gpu/wgsl.ts'
import { bindGroup, type MeanPass, MeanPlanes, type MeansWanted, panelBuffer } from './mean-planes.ts'
import { amplitudeLimit, type PanelScene } from './panel-scene.ts'
import type { PanelSize } from './viewport.ts'
import { WIGGLE_OPACITY, type WigglePoints, type WiggleStyle, wigglePoints, wiggleRgb } from './wiggle.ts'

const WIGGLE_BYTES = 64

interface WiggleDrawing extends Omit<PanelScene, 'samples' | 'replaced'>, MeansWanted {
  readonly size: PanelSize
}

export interface RecordedWiggles {
  /** Over the colours of a panel, in the render pass that drew them. */
  draw(pass: GPURenderPassEncoder, panel: PanelName): void
}

/** Draws wiggles over the colours of panels: the points' amplitudes by the box means' kernel, then a triangle a panel. */
export class WigglePass {
  readonly #means: MeanPass
  readonly #pipeline: GPURenderPipeline
  readonly #uniforms: Readonly<Record<PanelName, GPUBuffer>>
  #points: MeanPlanes | undefined
  #zeros: GPUBuffer | undefined
  #groups: Readonly<Record<PanelName, GPUBindGroup>> | undefined

  constructor(means: MeanPass, format: GPUTextureFormat) {
    const { device } = means
    const module = (name: string) =>
      device.createShaderModule({ label: name, code: composeWgsl(`panels/${name}.wgsl`) })
    this.#means = means
    // Where the colours are transparent, outside the gather and in gaps, there is no curve.
    const blend: GPUBlendState = {
      color: { srcFactor: 'dst-alpha', dstFactor: 'one-minus-src-alpha' },
      alpha: { srcFactor: 'zero', dstFactor: 'one' },
    }
    this.#pipeline = device.createRenderPipeline({
      layout: 'auto',
      vertex: { module: module('full_panel') },
      fragment: { module: module('wiggles'), targets: [{ format, blend }] },
    })
    const uniforms = (panel: PanelName) => panelBuffer(device, `${panel} wiggles`, WIGGLE_BYTES, BUFFER_USAGE.uniform)
    this.#uniforms = { before: uniforms('before'), after: uniforms('after'), noise: uniforms('noise') }
  }

  /** Records the amplitudes of the points; null when no wiggles are wanted. */
  record(
    encoder: GPUCommandEncoder,
    which: readonly ('before' | 'after')[],
    drawing: WiggleDrawing,
  ): RecordedWiggles | null {
    const { wiggle } = drawing
    if (wiggle === null) return null
    const points = wigglePoints(drawing.viewport, drawing.size)
    const groups = this.#makeRoom(points)
    if (this.#zeros) this.#means.device.queue.writeBuffer(this.#zeros, 0, points.zeros)
    this.#points?.record(encoder, which, { ...drawing, viewport: points.viewport, isSmooth: false })
    return {
      draw: (pass, panel) => {
        this.#writeUniforms(panel, points, drawing, wiggle)
        pass.setPipeline(this.#pipeline)
        pass.setBindGroup(0, groups[panel])
        pass.draw(3)
      },
    }
  }

  dispose(): void {
    this.#points?.dispose()
    this.#zeros?.destroy()
    for (const panel of PANEL_NAMES) this.#uniforms[panel].destroy()
  }

  #makeRoom({ size }: WigglePoints): Readonly<Record<PanelName, GPUBindGroup>> {
    const known = this.#points?.size
    if (this.#groups && known?.width === size.width && known.height === size.height) return this.#groups
    this.#points?.dispose()
    this.#zeros?.destroy()
    const points = new MeanPlanes(this.#means, size)
    const zeros = panelBuffer(this.#means.device, 'zero lines', 4 * size.width, BUFFER_USAGE.storage)
    const group = (panel: PanelName) =>
      bindGroup(this.#means.device, this.#pipeline, [
        this.#uniforms[panel],
        points.pixels('before'),
        points.pixels('after'),
        zeros,
      ])
    this.#points = points
    this.#zeros = zeros
    this.#groups = { before: group('before'), after: group('after'), noise: group('noise') }
    return this.#groups
  }

  #writeUniforms(panel: PanelName, points: WigglePoints, drawing: WiggleDrawing, style: WiggleStyle): void {
    const bytes = new ArrayBuffer(WIGGLE_BYTES)
    const floats = new Float32Array(bytes)
    const [red, green, blue] = wiggleRgb(drawing.colourMap)
    const { swing, firstY, spacingY, size } = points
    floats.set([red / 255, green / 255, blue / 255, WIGGLE_OPACITY, swing, firstY, spacingY])
    const fills = style.fillsPositive ? 1 : 0
    new Uint32Array(bytes).set([size.width, size.height, PANEL_NAMES.indexOf(panel), fills], 7)
    const scale = (drawing.reversed ? -1 : 1) / amplitudeLimit(panel, drawing)
    floats.set([scale, style.lineWidth / 2], 11)
    this.#means.device.queue.writeBuffer(this.#uniforms[panel], 0, bytes)
  }
}

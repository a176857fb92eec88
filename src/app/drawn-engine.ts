import type { Gather } from '../core/gather.ts'
import type { PreviewEngine } from '../engine/preview.ts'
import type { GainField } from '../panels/gain.ts'
import type { CreateSurface } from '../panels/panel-surface.ts'

/** An engine, and what draws from where it leaves Before and After. */
export interface DrawnEngine {
  readonly engine: PreviewEngine
  readonly createSurface: CreateSurface
}

/** The engine between two runs of the preview, the gather on the screen, and the gain that it is drawn with. */
export interface Loan {
  readonly engine: PreviewEngine
  readonly gather: Gather
  readonly gain: GainField | null
}

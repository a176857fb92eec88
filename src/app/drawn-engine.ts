import type { PreviewEngine } from '../engine/preview.ts'
import type { CreateSurface } from '../panels/panel-surface.ts'

/** An engine, and what draws from where it leaves Before and After. */
export interface DrawnEngine {
  readonly engine: PreviewEngine
  readonly createSurface: CreateSurface
}

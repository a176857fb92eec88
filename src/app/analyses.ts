/** All that is found out about a result beside it, while somebody looks: pictures over Noise, spectra, a transform plane. */
import type { GatherExtent, Viewport } from '../core/view.ts'
import type { PreviewRun } from '../engine/preview.ts'
import type { ChainItem } from '../state/recipe.ts'
import type { Stores } from '../state/stores.ts'
import { createImageController, type ImageController } from './image-controller.ts'
import { createPlaneController, type PlaneController } from './plane-controller.ts'
import { createSpectrumController, type SpectrumController } from './spectrum-controller.ts'

export interface Analyses {
  readonly images: Pick<ImageController, 'attach' | 'resize' | 'draw'>
  readonly watchSpectrum: SpectrumController['setWatched']
  readonly watchPlane: PlaneController['setWatched']
  /** A new result, and the steps that it went through. */
  setRun(run: PreviewRun, steps: readonly ChainItem[], isNewGather: boolean): void
  /** The same steps with other identities. */
  rename(run: PreviewRun, steps: readonly ChainItem[]): void
  /** There is no result any more. */
  clear(): void
  /** What the last run left may be gone. */
  hold(): void
}

/** @param rangeOf what of an image of this size is in view */
export function createAnalyses(stores: Stores, rangeOf: (extent: GatherExtent) => Viewport): Analyses {
  const images = createImageController(stores, rangeOf)
  const spectra = createSpectrumController(stores)
  const planes = createPlaneController(stores)
  return {
    images,
    watchSpectrum: spectra.setWatched,
    watchPlane: planes.setWatched,
    setRun(run, steps, isNewGather) {
      images.setRun(run, isNewGather)
      spectra.setRun(run)
      planes.setRun(run, steps, isNewGather)
    },
    rename: (run, steps) => planes.setRun(run, steps, false),
    clear() {
      images.setRun(null, true)
      spectra.setRun(null)
      planes.setRun(null, [], true)
    },
    // Images of another run have their own gather, and planes are made from the gather in memory.
    hold: spectra.hold,
  }
}

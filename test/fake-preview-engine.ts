/** A preview engine for tests of what asks it. */
import { SeisError } from '../src/core/errors.ts'
import { type Gather, NO_BAD_SAMPLES } from '../src/core/gather.ts'
import type { Recipe } from '../src/core/recipe.ts'
import type { PreviewEngine, PreviewRun } from '../src/engine/preview.ts'

/** Samples index to index + 11. */
export function smallGather(index: number): Gather {
  const samples = Float32Array.from({ length: 12 }, (_, i) => i + index)
  return { index, startTrace: 0, sampleIntervalMs: 2, nSamples: 4, nTraces: 3, samples, missingChunks: [] }
}

const ZEROS = new Float64Array(3)

export interface FakePreviewEngine extends PreviewEngine {
  readonly loads: Gather[]
  /** How often the gather was asked for as it is. */
  plains: number
  readonly recipes: Recipe[]
  readonly signals: AbortSignal[]
  readonly images: string[]
  readonly spectra: string[]
  failNext: boolean
  /** Runs wait for this before they resolve. */
  gate: Promise<void>
  /** Measures wait for this. */
  measuring: Promise<void>
}

/** After is Before; what is asked of it is written down. */
export function fakePreviewEngine(): FakePreviewEngine {
  const engine: FakePreviewEngine = {
    info: { kind: 'cpu', adapter: 'fake', isSoftware: false },
    device: null,
    kindFor: () => 'cpu',
    lost: new Promise(() => {}),
    loads: [],
    plains: 0,
    recipes: [],
    signals: [],
    images: [],
    spectra: [],
    failNext: false,
    gate: Promise.resolve(),
    measuring: Promise.resolve(),
    async load(gather) {
      engine.loads.push(gather)
    },
    async plain() {
      engine.plains++
      const loaded = engine.loads.at(-1)!
      return { kind: 'blocks', before: loaded, after: loaded }
    },
    async run(recipe, signal, onStep) {
      engine.recipes.push(recipe)
      engine.signals.push(signal)
      for (const at of recipe.steps.keys()) onStep?.(at)
      const before = engine.loads.at(-1)!
      await engine.gate
      if (engine.failNext) {
        engine.failNext = false
        throw new SeisError('gpu', 'The device is gone')
      }
      const run: PreviewRun = {
        kind: 'cpu',
        samples: { kind: 'blocks', before, after: before },
        timings: { uploadMs: 0, computeMs: 7, readbackMs: 0 },
        forwardsReused: 1,
        figures: recipe.steps.map(({ k }) => ({ k: Number(k) })),
        badSamples: NO_BAD_SAMPLES,
        image: async (name) => {
          engine.images.push(name)
          return name === 'outliers' ? null : before
        },
        plane: () => Promise.reject(new Error('nobody looks')),
        spectra: async (part, choice) => {
          engine.spectra.push(`${choice} ${part.startSample}-${part.endSample}`)
          return { kind: 'amplitude', nPoints: 4, db: { before: ZEROS, after: ZEROS, noise: ZEROS } }
        },
        measure: async () => {
          await engine.measuring
          return {
            energyRemovedPercent: before.index,
            leakage: 0.25,
            noiseCoherence: 0.5,
            noiseWhiteness: 0.75,
            snrEstimateDb: -2,
          }
        },
      }
      return run
    },
    copyAfter: async () => engine.loads.at(-1)!,
    afterAt: async () => 42,
    close: async () => {},
  }
  return engine
}

/** Holds up what the engine does until the answer is called. */
export function hold(engine: FakePreviewEngine, what: 'gate' | 'measuring' = 'gate'): () => void {
  let open = (): void => {}
  engine[what] = new Promise((resolve) => {
    open = resolve
  })
  return open
}

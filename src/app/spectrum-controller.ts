/** Spectra of what is on the screen, while somebody looks at them: of the window, or of the whole gather. The newest wish wins. */
import { asSeisError, toWire } from '../core/errors.ts'
import type { GatherPart } from '../core/gather.ts'
import type { SpectrumChoice } from '../core/spectra.ts'
import { fitViewport } from '../core/view.ts'
import type { PreviewRun } from '../engine/preview.ts'
import { clampWindow } from '../panels/analysis-window.ts'
import { NO_SPECTRUM } from '../state/spectrum.ts'
import type { Stores } from '../state/stores.ts'
import { NewestWins } from './newest-wins.ts'

export interface SpectrumController {
  /** Nothing is computed while nobody looks. */
  setWatched(isWatched: boolean): void
  /** Of a new result. Null: of none. */
  setRun(run: PreviewRun | null): void
  /** What the last run left may be gone: it is asked for nothing more, and its spectra stay until the next run. */
  hold(): void
}

interface Request {
  readonly run: PreviewRun
  readonly part: GatherPart
  readonly choice: SpectrumChoice
}

export function createSpectrumController(stores: Stores): SpectrumController {
  let isWatched = false
  let current: PreviewRun | null = null
  const requests = new NewestWins<Request>(askOnce)

  stores.view.subscribe((state, before) => {
    if (state.window !== before.window || state.spectrumShows !== before.spectrumShows) ask()
  })

  function ask(): void {
    if (!isWatched || current === null) return
    const { window, spectrumShows: choice } = stores.view.getState()
    const extent = current.samples.before
    if (extent.nSamples === 0 || extent.nTraces === 0) return
    const part = window === null ? fitViewport(extent) : clampWindow(window, extent)
    stores.spectrum.setState({ isWorking: true })
    requests.request({ run: current, part, choice })
  }

  async function askOnce({ run, part, choice }: Request): Promise<void> {
    if (run !== current || !isWatched) return
    try {
      const spectra = await run.spectra(part, choice)
      if (current === null || !isWatched) return
      const isNewest = run === current && choice === stores.view.getState().spectrumShows && !requests.isAnyWaiting
      stores.spectrum.setState({ spectra, part, isWorking: !isNewest, error: null })
    } catch (error) {
      if (run === current) stores.spectrum.setState({ isWorking: false, error: toWire(asSeisError(error)) })
    }
  }

  return {
    setWatched(watched) {
      isWatched = watched
      if (watched) ask()
      else stores.spectrum.setState(NO_SPECTRUM)
    },
    setRun(run) {
      current = run
      if (run === null) stores.spectrum.setState(NO_SPECTRUM)
      else ask()
    },
    hold() {
      current = null
    },
  }
}

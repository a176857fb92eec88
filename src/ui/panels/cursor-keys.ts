import { traceAt } from '../../app/panel-geometry.ts'
import type { Stores } from '../../state/stores.ts'
import type { Cursor } from '../../state/view.ts'
import { panelRange } from './use-panel-range.ts'

const MOVES: Readonly<Record<string, Cursor>> = {
  ArrowUp: { sample: -1, trace: 0 },
  ArrowDown: { sample: 1, trace: 0 },
  ArrowLeft: { sample: 0, trace: -1 },
  ArrowRight: { sample: 0, trace: 1 },
}

/** Where an arrow key takes the cursor; it starts in the middle of the panel. Null for other keys or no gather. */
export function movedCursor(key: string, step: number, stores: Stores): Cursor | null {
  const move = MOVES[key]
  const { nSamples, nTraces } = stores.gather.getState()
  if (move === undefined || nSamples === 0 || nTraces === 0) return null
  const range = panelRange(stores.view, stores.gather)
  const from = stores.view.getState().cursor ?? {
    sample: Math.floor((range.startSample + range.endSample) / 2),
    trace: Math.floor(traceAt(range.places, (range.startTrace + range.endTrace) / 2)),
  }
  return {
    sample: Math.min(nSamples - 1, Math.max(0, from.sample + move.sample * step)),
    trace: Math.min(nTraces - 1, Math.max(0, from.trace + move.trace * step)),
  }
}

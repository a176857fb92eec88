import { useMemo } from 'react'
import type { GatherStore } from '../../state/gather.ts'
import { type ViewRange, type ViewStore, wholeRange } from '../../state/view.ts'
import { useGather, useView } from '../context.ts'

/** What the panels show now: the viewport, or the whole gather. */
export function usePanelRange(): ViewRange {
  const viewport = useView((state) => state.viewport)
  const nSamples = useGather((state) => state.nSamples)
  const nTraces = useGather((state) => state.nTraces)
  return useMemo(() => viewport ?? wholeRange(nSamples, nTraces), [viewport, nSamples, nTraces])
}

/** The same outside React. */
export function panelRange(view: ViewStore, gather: GatherStore): ViewRange {
  const { nSamples, nTraces } = gather.getState()
  return view.getState().viewport ?? wholeRange(nSamples, nTraces)
}

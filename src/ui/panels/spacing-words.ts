import { placementOf } from '../../state/trace-placement.ts'
import { useGather } from '../context.ts'
import { formatCount } from '../format.ts'

/** Why the header on the strip cannot space the traces; null where it can, or there is none. */
export function useNoPlacesSentence(): string | null {
  const name = useGather((state) => state.headerName)
  const nMissing = useGather(
    ({ headerValues }) => headerValues?.reduce((count, value) => count + (Number.isFinite(value) ? 0 : 1), 0) ?? 0,
  )
  const nTraces = useGather((state) => state.nTraces)
  const places = useGather((state) => placementOf(state.placement, state)?.places ?? null)
  if (name === null || typeof places === 'object') return null
  if (places === 'missing') return `${name} is missing for ${formatCount(nMissing)} of ${formatCount(nTraces)} traces.`
  if (places === 'unordered') return `${name} goes up and down along the traces.`
  return `${name} is the same for all traces.`
}

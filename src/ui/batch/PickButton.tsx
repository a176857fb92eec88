import type { ReactElement } from 'react'
import { useActions, useBatch } from '../context.ts'
import { formatCount } from '../format.ts'
import { useOpenGather } from './use-open-gather.ts'

/** The number of a gather in a row of a table: a press shows its pictures, a double press opens it in Tune. */
export function PickButton({ gather }: { readonly gather: number }): ReactElement {
  const actions = useActions()
  const openGather = useOpenGather()
  const isPicked = useBatch((state) => state.picked?.gather === gather)
  return (
    <button
      type="button"
      className="row-button"
      aria-pressed={isPicked}
      title="Shows Before, After and Noise"
      onClick={() => actions.pickGather(gather)}
      onDoubleClick={() => openGather(gather)}
    >
      <span className="visually-hidden">Gather </span>
      {formatCount(gather + 1)}
    </button>
  )
}

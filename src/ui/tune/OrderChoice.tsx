import type { ReactElement } from 'react'
import { useActions, useQc } from '../context.ts'
import { Icon } from '../Icon.tsx'

/** By what previous and next go through the gathers. */
export function OrderChoice({ keys }: { readonly keys: readonly string[] }): ReactElement | null {
  const actions = useActions()
  const order = useQc((state) => state.order)
  if (keys.length === 0) return null
  return (
    <label className="field" title="First, previous, next and last gather follow this order">
      <span className="label">Order</span>
      <select
        aria-label="Order of the gathers"
        value={order ?? ''}
        onChange={(event) => actions.setGatherOrder(event.target.value === '' ? null : event.target.value)}
      >
        <option value="">number</option>
        {keys.map((key) => (
          <option key={key} value={key}>
            {key}
          </option>
        ))}
      </select>
      <Icon name="chevron" />
    </label>
  )
}

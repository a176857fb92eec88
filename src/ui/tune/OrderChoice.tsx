import type { ReactElement } from 'react'
import { keyNames } from '../../state/gather-order.ts'
import { useActions, useQc, useSession } from '../context.ts'
import { SelectField } from '../SelectField.tsx'

/** By what previous and next go through the gathers: their number, a key column, or any header. */
export function OrderChoice(): ReactElement | null {
  const actions = useActions()
  const order = useQc((state) => state.order)
  const isReading = useQc((state) => state.headerInHand !== null && state.headerInHand === state.order)
  const dataset = useSession((state) => state.dataset)
  const names = dataset === null ? [] : keyNames(dataset)
  if (names.length === 0) return null
  return (
    <SelectField
      label={isReading ? 'Reading' : 'Order'}
      name="Order of the gathers"
      title="First, previous, next and last gather follow this order; of a header, by the value of each gather's first trace"
      choices={[{ value: '', text: 'number' }, ...names.map((name) => ({ value: name, text: name }))]}
      value={order ?? ''}
      onChoose={(name) => actions.setGatherOrder(name === '' ? null : name)}
    />
  )
}

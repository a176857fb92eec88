import type { ReactElement } from 'react'
import { useActions, useQc } from '../context.ts'
import { SelectField } from '../SelectField.tsx'

/** By what previous and next go through the gathers. */
export function OrderChoice({ keys }: { readonly keys: readonly string[] }): ReactElement | null {
  const actions = useActions()
  const order = useQc((state) => state.order)
  if (keys.length === 0) return null
  return (
    <SelectField
      label="Order"
      name="Order of the gathers"
      title="First, previous, next and last gather follow this order"
      choices={[{ value: '', text: 'number' }, ...keys.map((key) => ({ value: key, text: key }))]}
      value={order ?? ''}
      onChoose={(key) => actions.setGatherOrder(key === '' ? null : key)}
    />
  )
}

import type { ReactElement } from 'react'
import type { BatchForm } from '../../state/batch.ts'
import { useActions, useSession } from '../context.ts'
import { SelectField } from '../SelectField.tsx'

const NO_NAMES: readonly string[] = []
const DIRECTIONS = [
  { value: 'ascending', text: 'ascending' },
  { value: 'descending', text: 'descending' },
] as const

interface SortFieldProps {
  readonly form: BatchForm
  readonly isFixed: boolean
}

/** The order of the traces inside each gather, before the steps run: as stored, or by one header. */
export function SortField({ form, isFixed }: SortFieldProps): ReactElement {
  const actions = useActions()
  const names = useSession((state) => state.dataset?.headerNames ?? NO_NAMES)
  const [key] = form.sort
  const reason = names.length === 0 ? 'This dataset has no headers to sort by' : undefined
  return (
    <div className="sort-field">
      <SelectField
        className="wide"
        name="Sort traces by"
        title={reason ?? 'The output keeps this order, headers included'}
        choices={[{ value: '', text: 'As stored' }, ...names.map((name) => ({ value: name, text: name }))]}
        value={key?.header ?? ''}
        isFixed={isFixed || reason !== undefined}
        onChoose={(header) =>
          actions.setBatchForm({ ...form, sort: header === '' ? [] : [{ header, descending: false }] })
        }
      />
      {key !== undefined && (
        <SelectField
          name="Direction of the sort"
          choices={DIRECTIONS}
          value={key.descending ? 'descending' : 'ascending'}
          isFixed={isFixed}
          onChoose={(direction) =>
            actions.setBatchForm({ ...form, sort: [{ ...key, descending: direction === 'descending' }] })
          }
        />
      )}
    </div>
  )
}

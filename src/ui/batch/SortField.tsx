import type { ReactElement } from 'react'
import type { BatchForm } from '../../state/batch.ts'
import { useActions, useSession } from '../context.ts'
import { Icon } from '../Icon.tsx'

const NO_NAMES: readonly string[] = []

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
      <span className="field wide">
        <select
          aria-label="Sort traces by"
          title={reason ?? 'The output keeps this order, headers included'}
          value={key?.header ?? ''}
          disabled={isFixed || reason !== undefined}
          onChange={({ target: { value } }) =>
            actions.setBatchForm({ ...form, sort: value === '' ? [] : [{ header: value, descending: false }] })
          }
        >
          <option value="">As stored</option>
          {names.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
      {key !== undefined && (
        <span className="field">
          <select
            aria-label="Direction of the sort"
            value={key.descending ? 'descending' : 'ascending'}
            disabled={isFixed}
            onChange={({ target: { value } }) =>
              actions.setBatchForm({ ...form, sort: [{ ...key, descending: value === 'descending' }] })
            }
          >
            <option value="ascending">ascending</option>
            <option value="descending">descending</option>
          </select>
          <Icon name="chevron" />
        </span>
      )}
    </div>
  )
}

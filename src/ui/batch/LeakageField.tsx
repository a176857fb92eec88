import { type ReactElement, useId } from 'react'
import { type BatchForm, leakageShare, measuresLeakage } from '../../state/batch.ts'
import { useActions } from '../context.ts'
import { formatShare } from '../format.ts'
import { useKnownEstimate } from './use-known-estimate.ts'

interface LeakageFieldProps {
  readonly form: BatchForm
  readonly isFixed: boolean
}

/** Whether the leakage of each gather is measured, and what that costs where it was found out. */
export function LeakageField({ form, isFixed }: LeakageFieldProps): ReactElement {
  const actions = useActions()
  const id = useId()
  const estimate = useKnownEstimate()
  const share = leakageShare(estimate)
  const isMeasured = measuresLeakage(form, estimate)
  return (
    <>
      <span className="mut">Leakage</span>
      <div className="leakage-field">
        <label className="mut stop-if" htmlFor={id}>
          <input
            id={id}
            type="checkbox"
            className="check"
            checked={isMeasured}
            disabled={isFixed}
            title="Mean local similarity of After and Noise: how much signal went with the noise"
            onChange={({ target }) => actions.setBatchForm({ ...form, withLeakage: target.checked })}
          />
          Measure on each gather
        </label>
        {share !== null && (
          <span className="dim small">
            {isMeasured ? 'Takes' : 'Would take'} {share < 0.005 ? 'less than 1\u00a0%' : formatShare(share)} of the
            time
            {!isMeasured && form.withLeakage === undefined && ', so it is off'}
          </span>
        )}
      </div>
    </>
  )
}

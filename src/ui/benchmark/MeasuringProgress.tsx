import type { ReactElement } from 'react'
import { formatDuration, withUnit } from '../format.ts'
import { useElapsedSeconds } from './use-elapsed-seconds.ts'

interface MeasuringProgressProps {
  /** What is being done, such as "Measuring dwt, 1600 x 480". */
  readonly what: string
  /** Of the bar. */
  readonly label: string
  readonly stepTestId: string
  readonly step: { readonly number: number; readonly count: number } | null
  readonly startedAt: number
}

/** One sentence and a bar: what is measured now, and how far it is. */
export function MeasuringProgress({ what, label, stepTestId, step, startedAt }: MeasuringProgressProps): ReactElement {
  const elapsed = useElapsedSeconds(startedAt)
  const done = step === null ? 0 : (step.number - 1) / step.count
  return (
    <>
      <p className="bound">
        {what}{' '}
        <span className="finding-rest" data-testid={stepTestId}>
          {step !== null && `step ${step.number} of ${step.count}, `}
          {elapsed < 60 ? withUnit(String(elapsed), 's') : formatDuration(elapsed)}
        </span>
      </p>
      <div
        className="progress-bar"
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(100 * done)}
        aria-valuetext={what}
      >
        <i style={{ width: `${100 * done}%` }} />
      </div>
    </>
  )
}

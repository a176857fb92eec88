import { type ReactElement, type ReactNode, useId, useState } from 'react'

interface MetricProps {
  readonly label: string
  readonly value: ReactNode
  /** Of recipe A, in a column of its own beside that of recipe B. */
  readonly valueOfA?: ReactNode
  readonly unit?: string
  readonly detail: string
  /** What it is, behind a question mark. */
  readonly meaning?: string
}

export function Metric({ label, value, valueOfA, unit, detail, meaning }: MetricProps): ReactElement {
  const hasTwo = valueOfA !== undefined
  return (
    <div className="metric" data-metric={label}>
      <div className="metric-label">
        {label}
        {meaning !== undefined && <Meaning of={label} text={meaning} />}
      </div>
      <div className={hasTwo ? 'metric-value two' : 'metric-value'}>
        {hasTwo && (
          <>
            <small>A</small>
            <span>{valueOfA}</span>
            <small>B</small>
          </>
        )}
        {hasTwo ? <span>{value}</span> : value}
        {unit !== undefined && <span className="unit"> {unit}</span>}
      </div>
      <div className="metric-detail" title={detail}>
        {detail}
      </div>
    </div>
  )
}

/** A question mark that opens a note; Escape and leaving it close it. */
function Meaning({ of, text }: { readonly of: string; readonly text: string }): ReactElement {
  const [isOpen, setOpen] = useState(false)
  const id = useId()
  return (
    <>
      <button
        type="button"
        className="metric-question"
        aria-label={`What is ${of}?`}
        aria-expanded={isOpen}
        aria-describedby={isOpen ? id : undefined}
        onClick={() => setOpen(!isOpen)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || !isOpen) return
          setOpen(false)
          event.stopPropagation()
        }}
      >
        ?
      </button>
      {isOpen && (
        <p id={id} className="metric-meaning">
          {text}
        </p>
      )}
    </>
  )
}

import { type ReactElement, useEffect, useRef } from 'react'
import type { RunMeasures } from '../../core/measures.ts'
import type { CheckRow, SweepCell, SweepSheet } from '../../state/sweep.ts'
import { useActions, useSession, useSweep } from '../context.ts'
import { formatCount, NOTHING } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { isAboveLimit, leakageText, removedText, valuesText } from './sweep-texts.ts'

interface OtherGathersProps {
  readonly sheet: SweepSheet
  readonly at: number
  readonly cell: SweepCell
}

/** Whether the selected recipe does as well elsewhere in the dataset. */
export function OtherGathers({ sheet, at, cell }: OtherGathersProps): ReactElement {
  const actions = useActions()
  const check = useSweep((state) => state.check)
  const isChecking = useSweep((state) => state.isChecking)
  const isRunning = useSweep((state) => state.isRunning)
  const hasOthers = useSession((state) => (state.dataset?.gathers.nGathers ?? 0) > 1)
  const refusal = hasOthers ? '' : 'The dataset has one gather'
  const checked = check === null ? undefined : sheet.cells[check.cell]
  const section = useRef<HTMLElement>(null)
  useEffect(() => {
    if (isChecking) section.current?.scrollIntoView({ block: 'nearest' })
  }, [isChecking])
  return (
    <section className="section" aria-label="Check on other gathers" ref={section}>
      <div className="section-head">
        <h2 className="section-title">Check on other gathers</h2>
        <span className="grow" />
        <button
          type="button"
          className="btn"
          disabled={refusal !== '' || isRunning || isChecking || cell.status !== 'done'}
          title={refusal === '' ? undefined : refusal}
          onClick={actions.checkSweepCell}
        >
          {isChecking ? 'Checking' : 'Check'}
        </button>
      </div>
      {check === null || checked === undefined ? (
        <p className="mut">Runs this recipe and the current one on a few gathers spread over the dataset.</p>
      ) : (
        <>
          <table>
            <thead>
              <tr>
                <th scope="col" className="right">
                  Gather
                </th>
                <th scope="col" className="right">
                  Removed
                </th>
                <th scope="col" className="right">
                  Current
                </th>
                <th scope="col" className="right">
                  Leakage
                </th>
                <th scope="col" className="right">
                  Current
                </th>
              </tr>
            </thead>
            <tbody>
              {check.rows.map((row) => (
                <Row key={row.gather} row={row} />
              ))}
            </tbody>
          </table>
          {check.cell !== at && <p className="dim small">Of {valuesText(sheet.axes, checked.values)}.</p>}
        </>
      )}
    </section>
  )
}

function Row({ row: { gather, chosen, current } }: { readonly row: CheckRow }): ReactElement {
  return (
    <tr>
      <td className="right">{formatCount(gather + 1)}</td>
      <td className="right medium">{removedOf(chosen)}</td>
      <td className="right mut">{removedOf(current)}</td>
      <td className="right medium">
        {isAboveLimit(chosen?.leakage ?? null) ? (
          <span className="warn-text">
            <Icon name="warning" />
            {leakageOf(chosen)}
          </span>
        ) : (
          leakageOf(chosen)
        )}
      </td>
      <td className="right mut">{leakageOf(current)}</td>
    </tr>
  )
}

function removedOf(measures: RunMeasures | null): string {
  return measures === null ? NOTHING : removedText(measures.energyRemovedPercent)
}

function leakageOf(measures: RunMeasures | null): string {
  return measures === null ? NOTHING : leakageText(measures.leakage)
}

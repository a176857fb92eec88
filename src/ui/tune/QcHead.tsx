import type { ReactElement } from 'react'
import { countDone, hasFigure, nextMark, type QcFigure, type QcFigures } from '../../state/qc.ts'
import { useActions, useBatch, useGather, useQc } from '../context.ts'
import { countOf, formatCount } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { SelectField } from '../SelectField.tsx'

const LABELS: Readonly<Record<QcFigure, string>> = {
  rms: 'RMS amplitude',
  removed: 'Energy removed',
  leakage: 'Leakage',
}

/** What the strip shows, how far it is, and what stands out. */
export function QcHead({ shown }: { readonly shown: QcFigures }): ReactElement {
  const actions = useActions()
  const series = useBatch((state) => state.series)
  const offered: readonly QcFigure[] = ['rms', ...(['removed', 'leakage'] as const).filter((f) => hasFigure(series[f]))]
  return (
    <>
      {offered.length > 1 && (
        <SelectField
          className="fitting"
          label="Strip"
          name="The strip shows"
          choices={offered.map((value) => ({ value, text: LABELS[value] }))}
          value={shown.figure}
          onChoose={actions.setQcFigure}
        />
      )}
      {offered.length === 1 && <span className="dim nowrap">{LABELS.rms}</span>}
      {shown.figure === 'rms' && <Progress />}
      <OutlierCount shown={shown} />
    </>
  )
}

/** Of the levels, as long as some are missing. */
function Progress(): ReactElement | null {
  const actions = useActions()
  const rms = useQc((state) => state.rms)
  const failed = useQc((state) => state.failed)
  const isComputing = useQc((state) => state.isComputing)
  const index = useGather((state) => state.index)
  const nDone = countDone({ rms, failed })
  const nextFailed = nextMark(failed, index, 1)
  const isPart = isComputing || (nDone > 0 && nDone < rms.length)
  return (
    <>
      {failed.length > 0 && (
        <>
          <span className="flagged nowrap">{countOf(failed.length, 'gather')} could not be read</span>
          {nextFailed !== null && (
            <button type="button" className="btn ghost" onClick={() => actions.goToGather(nextFailed)}>
              Show
            </button>
          )}
        </>
      )}
      {isPart && (
        <span className="nowrap" data-testid="qc-progress">
          {formatCount(nDone)} of {formatCount(rms.length)}
        </span>
      )}
      {isPart && (
        <button type="button" className="btn ghost" onClick={isComputing ? actions.stopQc : actions.computeQc}>
          {isComputing ? 'Stop' : 'Go on'}
        </button>
      )}
    </>
  )
}

function OutlierCount({ shown: { outliers, values } }: { readonly shown: QcFigures }): ReactElement | null {
  const actions = useActions()
  const index = useGather((state) => state.index)
  const next = nextMark(outliers, index, 1)
  if (next !== null)
    return (
      <>
        <span className="flagged nowrap qc-outliers" data-testid="qc-outliers">
          <Icon name="warning" />
          {countOf(outliers.length, 'outlier')}
        </span>
        <button
          type="button"
          className="btn ghost"
          aria-label="Next outlier"
          title="Next outlier: O"
          onClick={() => actions.goToGather(next)}
        >
          Next
          <kbd className="key">O</kbd>
        </button>
      </>
    )
  return hasFigure(values) ? <span className="dim nowrap">No outliers</span> : null
}

import { type ReactElement, useEffect } from 'react'
import { definitionOf } from '../../processes/recipe.ts'
import { selectedItem } from '../../state/recipe.ts'
import { useActions, usePlane, useRecipe } from '../context.ts'
import { ErrorLines } from '../shell/ErrorLines.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { AnalysisTable } from './AnalysisTable.tsx'
import { PlaneLegend, PlanePlot } from './PlanePlot.tsx'
import { obstacleText, planeTable, traceWords } from './plane-words.ts'

const CLEANED = 'Without the erratic noise that the step takes out first'

/** Of which trace the plane is. */
export function PlaneHead(): ReactElement {
  const trace = usePlane((state) => state.plane?.trace ?? state.trace)
  const isCleaned = usePlane((state) => state.plane?.isCleaned ?? false)
  return (
    <span className="dim small grow right" data-testid="plane-of" title={isCleaned ? CLEANED : undefined}>
      {trace === null ? '' : traceWords(trace, isCleaned)}
    </span>
  )
}

/** What the selected step's transform has of the picked trace, and what its threshold makes of that. */
export function PlaneView(): ReactElement {
  const actions = useActions()
  const item = useRecipe(selectedItem)
  const trace = usePlane((state) => state.trace)
  const plane = usePlane((state) => state.plane)
  const error = usePlane((state) => state.error)
  const isTable = useIsTable('plane')
  useEffect(() => {
    actions.watchPlane(true)
    return () => actions.watchPlane(false)
  }, [actions])
  const obstacle = obstacleText(item, trace)
  if (obstacle !== null || item === null) return <p className="dim small">{obstacle}</p>
  if (error !== null) {
    return (
      <p className="small" role="alert">
        <ErrorLines error={error} />
      </p>
    )
  }
  if (plane === null) return <div className="plane" />
  const { label } = definitionOf(item.step.process)
  const button = <TableButton chart="plane" />
  if (!isTable) {
    return (
      <PlanePlot plane={plane} label={label}>
        {button}
      </PlanePlot>
    )
  }
  return (
    <>
      <AnalysisTable label="Transform plane as a table" table={planeTable(plane)} />
      <PlaneLegend plane={plane} />
      <div className="row small plot-legend">
        <span className="grow" />
        {button}
      </div>
    </>
  )
}

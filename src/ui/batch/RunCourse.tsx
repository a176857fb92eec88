import { type ReactElement, useMemo } from 'react'
import { type RunCourse as Course, STAGES } from '../../core/batch.ts'
import { formatCount, formatDuration, formatShare } from '../format.ts'
import { DataTable } from '../tables/DataTable.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { areaOf } from './busy-area.ts'
import { courseRates, courseShares, courseTable } from './run-course.ts'
import { stageTexts } from './stage-names.ts'

interface RunCourseProps {
  readonly course: Course
  readonly engineKind: 'gpu' | 'cpu'
}

/** The rate over the time of a run, and how busy each stage was. */
export function RunCourse({ course, engineKind }: RunCourseProps): ReactElement {
  const { rates, top, shares } = useMemo(() => {
    const found = courseRates(course)
    return { rates: found, top: Math.max(1, ...found), shares: courseShares(course) }
  }, [course])
  const end = course.seconds.at(-1) ?? 0
  const areaBy = (values: readonly number[], most: number) => areaOf(course.seconds, values, { end, span: end, most })
  const mean = (course.traces.at(-1) ?? 0) / Math.max(end, 1e-3)
  const isTable = useIsTable('course')
  const button = <TableButton chart="course" of="the run over time" />
  if (isTable) {
    return (
      <div className="run-course">
        <div className="row">
          <span className="grow mut">Traces computed a second, and busy share of each stage</span>
          {button}
        </div>
        <DataTable caption="The run over time" {...courseTable(course, engineKind)} />
      </div>
    )
  }
  return (
    <div className="run-course">
      <figure>
        <figcaption className="row mut">
          <span className="grow">Traces computed a second</span>
          {button}
        </figcaption>
        <div className="gather-strip">
          <div className="strip-scale small dim">
            <span>{formatCount(top)}</span>
            <span>0</span>
          </div>
          <svg
            className="course-rate stage-area"
            viewBox="0 0 100 100"
            preserveAspectRatio="none"
            role="img"
            aria-label={`Rate over ${formatDuration(end)}: ${formatCount(mean)} traces a second in the mean, at most ${formatCount(top)}`}
          >
            <Area {...areaBy(rates, top)} />
          </svg>
          <div className="strip-axis small dim">
            <span>0</span>
            <span>time</span>
            <span>{formatDuration(end)}</span>
          </div>
        </div>
      </figure>
      <figure>
        <figcaption className="mut">Busy share of each stage, 0 to {formatShare(1)}</figcaption>
        <div className="stages">
          {STAGES.map((stage) => {
            const { name, resource } = stageTexts(stage, engineKind)
            const most = Math.max(0, ...shares[stage])
            return (
              <div key={stage} className={`stage ${resource}`}>
                <div className="stage-head">
                  <b>{name}</b>
                </div>
                <svg
                  className="stage-area"
                  viewBox="0 0 100 100"
                  preserveAspectRatio="none"
                  role="img"
                  aria-label={`${name}: at most ${formatShare(most)} busy`}
                >
                  <Area {...areaBy(shares[stage], 1)} />
                </svg>
              </div>
            )
          })}
        </div>
      </figure>
    </div>
  )
}

function Area({ area, line }: { readonly area: string; readonly line: string }): ReactElement {
  return (
    <>
      <polygon points={area} />
      <polyline points={line} />
    </>
  )
}

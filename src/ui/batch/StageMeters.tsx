import type { ReactElement } from 'react'
import { type BatchProgress, STAGES, type StageName } from '../../core/batch.ts'
import { type BusySample, isActive, overallShares } from '../../state/batch.ts'
import { useBatch } from '../context.ts'
import { formatShare } from '../format.ts'
import { DataTable } from '../tables/DataTable.tsx'
import { TableButton, useIsTable } from '../tables/TableButton.tsx'
import { boundSentence, engineKindOf } from './bound-sentence.ts'
import { busyArea } from './busy-area.ts'
import { N_QUEUE_CELLS, queueLevel, queueText } from './queue-level.ts'
import { stageTexts } from './stage-names.ts'
import { stageRates } from './stage-rates.ts'
import { handText, stageTable } from './stage-table.ts'

/** The uppermost first. */
const QUEUE_CELLS = Array.from({ length: N_QUEUE_CELLS }, (_, i) => N_QUEUE_CELLS - 1 - i)

/** What limits the rate, and how busy each stage is, in the order in which samples pass through. */
export function StageMeters(): ReactElement | null {
  const progress = useBatch((state) => state.progress)
  const history = useBatch((state) => state.history)
  const isTable = useIsTable('stages')
  if (progress === null) return null
  const kind = engineKindOf(progress)
  return (
    <div className="pipeline">
      <div className="row">
        <p className="bound grow">{boundSentence(progress, kind, isActive(progress))}</p>
        <TableButton chart="stages" of="stages" />
      </div>
      {isTable ? (
        <DataTable caption="What each stage does" {...stageTable(progress, history, kind)} />
      ) : (
        <div className="stages">
          {STAGES.map((stage) => (
            <StageMeter key={stage} stage={stage} progress={progress} history={history} engineKind={kind} />
          ))}
        </div>
      )}
    </div>
  )
}

interface StageMeterProps {
  readonly stage: StageName
  readonly progress: BatchProgress
  readonly history: readonly BusySample[]
  readonly engineKind: 'gpu' | 'cpu'
}

function StageMeter({ stage, progress, history, engineKind }: StageMeterProps): ReactElement {
  const share = overallShares(progress)[stage]
  const { inFlight, waiting } = progress.stages[stage]
  const level = queueLevel(waiting)
  const hand = handText(progress.stages[stage], isActive(progress))
  const { rate, ownRate } = stageRates(progress.stages[stage], progress.seconds)
  const { name, resource } = stageTexts(stage, engineKind)
  const isBound = progress.bound === stage
  const drawn = busyArea(history, stage, progress.seconds)
  return (
    // biome-ignore lint/a11y/useSemanticElements: the meter is drawn as an area over time, which <meter> is not
    <div
      className={`stage ${resource}`}
      role="meter"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-label={`${name}: busy ${formatShare(share)}, ${rate}${ownRate}, ${inFlight} in hand${waiting === null ? '' : `, ${queueText(waiting)} wait`}${isBound ? ', limits the rate' : ''}`}
    >
      {level !== null && waiting !== null && <Queue level={level} title={`${queueText(waiting)} wait for ${name}`} />}
      <div className="stage-head">
        <b>{name}</b>
        {isBound && <i className="bound-dot" title="Limits the rate" />}
        <span className="grow" />
        <span>{formatShare(share)}</span>
      </div>
      <svg className="stage-area" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
        {drawn !== null && (
          <>
            <polygon points={drawn.area} />
            <polyline points={drawn.line} />
          </>
        )}
      </svg>
      <div className="stage-rate" title="Samples a second, of what it does a second while it is busy">
        {rate}
        <span className="unit">{ownRate}</span>
      </div>
      <div className="small dim">{hand === 'waiting' ? hand : `${hand} in hand`}</div>
    </div>
  )
}

/** How much waits before a stage: cells between two meters, filled from the bottom. */
function Queue({ level, title }: { readonly level: number; readonly title: string }): ReactElement {
  return (
    <div className="queue" title={title} aria-hidden="true">
      {QUEUE_CELLS.map((cell) => (
        <i key={cell} className={cell < level ? 'full' : undefined} />
      ))}
    </div>
  )
}

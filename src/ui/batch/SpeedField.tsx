import type { ReactElement } from 'react'
import { workersFor } from '../../state/batch.ts'
import { useActions, useBatch } from '../context.ts'
import { countOf, formatFixed, withUnit } from '../format.ts'

const MIB = 2 ** 20

/** What the batch takes from the benchmark that stands in no other field; nothing where that is nothing. */
export function SpeedField({ isFixed }: { readonly isFixed: boolean }): ReactElement | null {
  const actions = useActions()
  const speed = useBatch((state) => state.speed)
  const { engine, startGather, endGather } = useBatch((state) => state.form)
  if (speed === null) return null
  const workers = workersFor(speed, endGather - startGather)
  const threads = workers === 0 ? 'no threads' : countOf(workers, 'thread')
  const flight = withUnit(formatFixed(speed.quotaBytes / MIB, 0), 'MiB')
  const text = engine === 'webgpu' ? flight : `${threads}, ${flight}`
  return (
    <>
      <span className="mut">Speed</span>
      <div className="row">
        <span className="truncate" title={`${text} of samples in flight, as measured on this dataset`}>
          {text}
        </span>
        <span className="grow" />
        <button
          type="button"
          className="btn ghost"
          disabled={isFixed}
          title="Engine, codec and chunks too"
          onClick={actions.useDefaultSettings}
        >
          Defaults
        </button>
      </div>
    </>
  )
}

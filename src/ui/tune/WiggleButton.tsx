import type { ReactElement } from 'react'
import { MIN_WIGGLE_SPACING } from '../../app/panel-geometry.ts'
import { nextWiggle, type WiggleName } from '../../state/view.ts'
import { useActions, useView } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { noRoomSentence, useTraceSpacing } from '../panels/use-trace-spacing.ts'

const NAMES: Readonly<Record<WiggleName, string>> = {
  off: 'off',
  line: 'wiggle',
  area: 'wiggle and variable area',
}

/** Off, wiggle, wiggle and variable area, round and round. */
export function WiggleButton(): ReactElement {
  const actions = useActions()
  const wiggle = useView((state) => state.wiggle)
  const spacing = useTraceSpacing()
  const label = `Wiggle overlay: ${NAMES[wiggle]}`
  const hasRoom = spacing === null || spacing >= MIN_WIGGLE_SPACING
  return (
    <button
      type="button"
      className="btn square"
      aria-pressed={wiggle !== 'off'}
      aria-label={label}
      title={hasRoom ? `${label}. Next: V` : `${label}. ${noRoomSentence(spacing)}`}
      onClick={() => actions.setWiggle(nextWiggle(wiggle))}
    >
      <Icon name={wiggle === 'area' ? 'wiggleArea' : 'wiggle'} />
    </button>
  )
}

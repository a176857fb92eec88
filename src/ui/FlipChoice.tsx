import type { ReactElement } from 'react'
import type { PanelLayout } from '../state/view.ts'
import { Icon } from './Icon.tsx'

interface FlipChoiceProps {
  readonly layout: PanelLayout
  /** "Three panels". */
  readonly three: string
  onThree(): void
  onFlip(): void
}

/** Before, After and Noise side by side, or one after the other in the same place. */
export function FlipChoice({ layout, three, onThree, onFlip }: FlipChoiceProps): ReactElement {
  const isThree = layout === 'three'
  return (
    <fieldset className="segmented" aria-label="Layout">
      <button type="button" aria-pressed={isThree} aria-label={three} title={`${three}: 4`} onClick={onThree}>
        <Icon name="three" />
      </button>
      <button type="button" aria-pressed={!isThree} onClick={onFlip}>
        <Icon name="flip" />
        Flip <kbd className="key">Space</kbd>
      </button>
    </fieldset>
  )
}

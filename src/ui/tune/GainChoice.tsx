import type { ReactElement } from 'react'
import type { DisplayGain } from '../../core/view.ts'
import { DISPLAY_GAINS, type DisplayGainName } from '../../state/view.ts'
import { useActions, useView } from '../context.ts'
import { Icon } from '../Icon.tsx'

/** A gain for the eye: in all three panels alike, and in nothing that is computed. */
export function GainChoice(): ReactElement {
  const actions = useActions()
  const name = useView((state) => state.displayGain)
  const gain: DisplayGain = DISPLAY_GAINS[name]
  return (
    <label
      className="field set"
      title="Display gain, from Before and the same in all panels. Display only: samples, results and figures stay as they are."
    >
      <span className="label">Gain</span>
      <span aria-hidden="true">
        <GainValue gain={gain} />
      </span>
      {gain.kind !== 'none' && <span className="dim">display only</span>}
      <Icon name="chevron" />
      <select
        aria-label="Display gain"
        value={name}
        onChange={(event) => actions.setDisplayGain(event.target.value as DisplayGainName)}
      >
        {Object.entries(DISPLAY_GAINS).map(([value, offered]) => (
          <option key={value} value={value}>
            {optionText(offered)}
          </option>
        ))}
      </select>
    </label>
  )
}

function GainValue({ gain }: { readonly gain: DisplayGain }): ReactElement | string {
  if (gain.kind !== 'time-power') return optionText(gain)
  return <>t{gain.power !== 1 && <sup>{gain.power}</sup>}</>
}

function optionText(gain: DisplayGain): string {
  switch (gain.kind) {
    case 'none':
      return 'None'
    case 'time-power':
      return gain.power === 1 ? 'Time' : `Time to the power ${gain.power}`
    case 'agc':
      return `AGC ${gain.windowMs === 1000 ? '1\u2009000' : gain.windowMs} ms`
    case 'balance':
      return 'Trace balance'
  }
}

import type { ReactElement } from 'react'
import { colourGradient, rampGradient } from '../../app/panel-geometry.ts'
import { activeRecipe } from '../../state/recipe.ts'
import { NOISE_GAINS, type NoiseShows, type PanelName } from '../../state/view.ts'
import { useActions, useCompare, useGather, useRecipe, useView } from '../context.ts'
import { countOf, formatFigure } from '../format.ts'
import type { Choice } from '../Segmented.tsx'
import { SelectField } from '../SelectField.tsx'
import { useColourMap } from '../theme.ts'
import { panelTitle, useComparedWords } from './panel-words.ts'

/** Name, what it is, gain and amplitude bar of one panel. */
export function PanelHead({ panel, keyCap }: { readonly panel: PanelName; readonly keyCap?: string }): ReactElement {
  const shown = useCompare((state) => state.shown)
  const words = useComparedWords(panel)
  const isImage = useView((state) => state.noiseShows !== 'noise') && panel === 'noise' && shown === 'b'
  const key = shown === 'both' && panel === 'before' ? 'after' : panel
  return (
    <div className={`panel-head ${key}`}>
      <h2>{panelTitle(panel, shown)}</h2>
      {words !== null ? (
        <span className="what truncate">{words}</span>
      ) : panel === 'noise' ? (
        <NoiseChoice />
      ) : (
        <span className="what truncate">
          <WhatItIs panel={panel} />
        </span>
      )}
      {keyCap !== undefined && <kbd className="key">{keyCap}</kbd>}
      <span className="grow" />
      {isImage ? (
        <ShareBar />
      ) : (
        <>
          {panel === 'noise' && <GainBadge />}
          <AmplitudeBar panel={panel} />
        </>
      )}
    </div>
  )
}

function WhatItIs({ panel }: { readonly panel: PanelName }): string {
  const nSteps = useRecipe((state) => activeRecipe(state).steps.length)
  return panel === 'before' ? 'input' : countOf(nSteps, 'step')
}

const NOISE_SHOWS: readonly Choice<NoiseShows>[] = [
  { value: 'noise', text: 'Before − After' },
  { value: 'leakage', text: 'Leakage map' },
  { value: 'outliers', text: 'Outliers' },
]

function NoiseChoice(): ReactElement {
  const actions = useActions()
  const shows = useView((state) => state.noiseShows)
  return (
    <SelectField
      className="what fitting"
      name="The Noise panel shows"
      title="Leakage map: L"
      choices={NOISE_SHOWS}
      value={shows}
      onChoose={actions.setNoiseShows}
    />
  )
}

function ShareBar(): ReactElement {
  return (
    <span className="amplitude-bar" role="img" aria-label="Colours from 0 to 1, dark to pale">
      0<i style={{ background: rampGradient() }} />1
    </span>
  )
}

function GainBadge(): ReactElement {
  const actions = useActions()
  const gain = useView((state) => state.noiseGain)
  const next = NOISE_GAINS[(NOISE_GAINS.indexOf(gain) + 1) % NOISE_GAINS.length] ?? 1
  return (
    <button
      type="button"
      className="gain"
      aria-label={`Noise panel gain, times ${gain}. Change`}
      title="Noise gain: Shift+Up, Shift+Down"
      onClick={() => actions.setNoiseGain(next)}
    >
      × {gain}
    </button>
  )
}

function AmplitudeBar({ panel }: { readonly panel: PanelName }): ReactElement | null {
  const clip = useGather((state) => state.clip)
  const gain = useView((state) => state.noiseGain)
  const map = useColourMap()
  const isReversed = useView((state) => state.isReversed)
  const isGained = useView((state) => state.displayGain !== 'none')
  if (clip === null) return null
  const limit = formatFigure(panel === 'noise' ? clip / gain : clip)
  const label = `Colours from minus ${limit} to ${limit}${isGained ? ', after gain' : ''}`
  return (
    <span
      className="amplitude-bar"
      role="img"
      aria-label={label}
      title={isGained ? 'After the display gain' : undefined}
    >
      −{limit}
      <i style={{ background: colourGradient(map, isReversed) }} />
      {limit}
    </span>
  )
}

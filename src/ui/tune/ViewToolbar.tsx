import type { ReactElement } from 'react'
import { COLOUR_MAP_LABELS } from '../../app/panel-geometry.ts'
import { COLOUR_MAPS } from '../../state/view.ts'
import { toggleAnalysis, useAnalysisPlace } from '../analysis/analysis-place.ts'
import { useActions, useGather, useStores, useView } from '../context.ts'
import { FlipChoice } from '../FlipChoice.tsx'
import { formatFixed } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { usePanelRange } from '../panels/use-panel-range.ts'
import { SelectField } from '../SelectField.tsx'
import { useColourMap } from '../theme.ts'
import { CLIP_PERCENTILES } from './clip-ladder.ts'
import { GainChoice } from './GainChoice.tsx'
import { OverflowRow } from './OverflowRow.tsx'
import { WiggleButton } from './WiggleButton.tsx'

/** What changes the picture and not the data. */
export function ViewToolbar(): ReactElement {
  const actions = useActions()
  return (
    <div className="view-toolbar" role="toolbar" aria-label="View">
      <OverflowRow>
        <LayoutChoice />
        <ToolChoice />
        <MapChoice />
        <ClipChoice />
        <GainChoice />
        <WiggleButton />
        <SmoothButton />
        <PolarityButton />
        <SpectrumButton />
      </OverflowRow>
      <TimeRange />
      <button type="button" className="btn ghost" onClick={() => actions.fit()}>
        Fit <kbd className="key">0</kbd>
      </button>
    </div>
  )
}

function PolarityButton(): ReactElement {
  const actions = useActions()
  const isReversed = useView((state) => state.isReversed)
  return (
    <button
      type="button"
      className="btn square"
      aria-pressed={isReversed}
      aria-label="Reverse polarity"
      title="Reverse polarity: R"
      onClick={() => actions.setReversed(!isReversed)}
    >
      <Icon name="polarity" />
    </button>
  )
}

function SmoothButton(): ReactElement {
  const actions = useActions()
  const isSmooth = useView((state) => state.isSmooth)
  return (
    <button
      type="button"
      className="btn square"
      aria-pressed={isSmooth}
      aria-label="Smooth between samples"
      title="Smooth between samples, zoomed in; off, each is a rectangle"
      onClick={() => actions.setSmooth(!isSmooth)}
    >
      <Icon name="smooth" />
    </button>
  )
}

function LayoutChoice(): ReactElement {
  const actions = useActions()
  const layout = useView((state) => state.layout)
  return (
    <FlipChoice
      layout={layout}
      three="Three panels"
      onThree={() => actions.setLayout('three')}
      onFlip={() => actions.flip(false)}
    />
  )
}

function ToolChoice(): ReactElement {
  const actions = useActions()
  const tool = useView((state) => state.tool)
  return (
    <fieldset className="segmented" aria-label="Left button on a panel">
      <button
        type="button"
        aria-pressed={tool === 'hand'}
        aria-label="Move the picture"
        title="Move the picture"
        onClick={() => actions.setTool('hand')}
      >
        <Icon name="hand" />
      </button>
      <button
        type="button"
        aria-pressed={tool === 'window'}
        title="Draw the analysis window; Esc clears it"
        onClick={() => actions.setTool('window')}
      >
        <Icon name="window" />
        Window <kbd className="key">W</kbd>
      </button>
    </fieldset>
  )
}

function SpectrumButton(): ReactElement {
  const stores = useStores()
  const actions = useActions()
  const isShown = useAnalysisPlace('spectrum') !== null
  return (
    <button
      type="button"
      className="btn"
      aria-pressed={isShown}
      onClick={() => toggleAnalysis('spectrum', stores.view, actions)}
    >
      <Icon name="spectrum" />
      Spectrum <kbd className="key">S</kbd>
    </button>
  )
}

const MAPS = COLOUR_MAPS.map((value) => ({ value, text: COLOUR_MAP_LABELS[value] }))

function MapChoice(): ReactElement {
  const actions = useActions()
  const map = useColourMap()
  return <SelectField label="Map" choices={MAPS} value={map} onChoose={actions.setColourMap} />
}

function ClipChoice(): ReactElement {
  const actions = useActions()
  const percentile = useView((state) => state.clipPercentile)
  const offered = [...new Set([...CLIP_PERCENTILES, percentile])].sort((a, b) => b - a)
  return (
    <SelectField
      label="Clip"
      title="Percentile of Before at which the panels saturate: Up, Down"
      choices={offered.map((percent) => ({ value: percent, text: `${percent} %` }))}
      value={percentile}
      onChoose={actions.setClipPercentile}
    />
  )
}

function TimeRange(): ReactElement | null {
  const range = usePanelRange()
  const nSamples = useGather((state) => state.nSamples)
  const sampleIntervalMs = useGather((state) => state.sampleIntervalMs)
  if (nSamples === 0) return null
  const ms = (sample: number): string => formatFixed(sample * sampleIntervalMs, 0)
  return (
    <span className="dim nowrap small wide-only">
      {ms(Math.floor(range.startSample))}–{ms(Math.ceil(range.endSample) - 1)} of {ms(nSamples - 1)} ms
    </span>
  )
}

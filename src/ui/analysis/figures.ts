/** What plotly.js is given: spectra as traces and axes, in the colours of the theme. */
import { niceStep } from '../../app/panel-geometry.ts'
import type { AmplitudeSpectra, FkSpectrum, Spectra } from '../../core/spectra.ts'

export interface Figure {
  readonly data: Plotly.Data[]
  readonly layout: Partial<Plotly.Layout>
}

/** Tokens of the style sheet, read where the plot is. */
export type TokenOf = (name: string) => string

/** Below its largest value the f-k spectrum takes the first colour, dB. */
export const FK_RANGE_DB = 48

const FONT_PX = 10
const DB_STEP = 12
const LINES = [
  { panel: 'before', colour: '--d-before', width: 1 },
  { panel: 'after', colour: '--d-after', width: 2 },
  { panel: 'noise', colour: '--d-noise', width: 1.25, dash: 'dash' },
] as const

export function figureOf(spectra: Spectra, sampleIntervalMs: number, token: TokenOf): Figure {
  return spectra.kind === 'amplitude'
    ? amplitudeFigure(spectra, sampleIntervalMs, token)
    : fkFigure(spectra, sampleIntervalMs, token)
}

/** Frequencies of the values, Hz. */
export function frequenciesOf(count: number, nPoints: number, sampleIntervalMs: number): number[] {
  return Array.from({ length: count }, (_, k) => (1000 * k) / (nPoints * sampleIntervalMs))
}

function amplitudeFigure({ nPoints, db }: AmplitudeSpectra, sampleIntervalMs: number, token: TokenOf): Figure {
  const x = frequenciesOf(db.before.length, nPoints, sampleIntervalMs)
  const bottom = lowestShown(db.before)
  const top = Math.max(0, ...db.after, ...db.noise)
  const layout = baseLayout(token)
  return {
    data: LINES.map(({ panel, colour, width, ...rest }) => ({
      type: 'scatter',
      mode: 'lines',
      x,
      y: [...db[panel]],
      line: { color: token(colour), width, ...rest },
      hoverinfo: 'skip',
    })),
    layout: {
      ...layout,
      xaxis: { ...layout.xaxis, ...hzTicks(x.at(-1)!, 5), showgrid: false },
      yaxis: {
        ...layout.yaxis,
        range: [bottom, top + DB_STEP / 4],
        dtick: bottom < -5 * DB_STEP ? 2 * DB_STEP : DB_STEP,
        ticksuffix: ' dB',
        showticksuffix: 'last',
      },
    },
  }
}

/** By Before alone, which no recipe changes: the axis stays as it is while parameters move. */
function lowestShown(before: Float64Array): number {
  const lowest = Math.min(...before.subarray(1, before.length - 1))
  return Math.min(-3 * DB_STEP, Math.max(-8 * DB_STEP, DB_STEP * (Math.floor(lowest / DB_STEP) - 1)))
}

function fkFigure({ nFrequencies, nWavenumbers, db }: FkSpectrum, sampleIntervalMs: number, token: TokenOf): Figure {
  const y = frequenciesOf(nFrequencies, 2 * (nFrequencies - 1), sampleIntervalMs)
  const x = Array.from({ length: nWavenumbers }, (_, m) => m / (nWavenumbers - 1) - 0.5)
  const colours = [0, 1, 2, 3, 4].map((step): [number, string] => [step / 4, token(`--seq-${step}`)])
  const layout = baseLayout(token)
  return {
    data: [
      {
        type: 'heatmap',
        zsmooth: 'fast',
        x,
        y,
        z: y.map((_, row) => [...db.subarray(row * nWavenumbers, (row + 1) * nWavenumbers)]),
        zmin: -FK_RANGE_DB,
        zmax: 0,
        colorscale: colours,
        showscale: false,
        hoverinfo: 'skip',
      },
    ],
    layout: {
      ...layout,
      xaxis: { ...layout.xaxis, range: [-0.5, 0.5], dtick: 0.25, showgrid: false },
      yaxis: { ...layout.yaxis, ...hzTicks(y.at(-1)!, 3), showgrid: false },
    },
  }
}

/** About `count` labels from 0 to the highest frequency, the last with the unit. */
function hzTicks(highest: number, count: number): Partial<Plotly.LayoutAxis> {
  const step = niceStep(highest / count)
  const tickvals = Array.from({ length: Math.floor(highest / step) + 1 }, (_, i) => i * step)
  const ticktext = tickvals.map((hz, i) => (i === tickvals.length - 1 ? `${hz} Hz` : `${hz}`))
  return { range: [0, highest], tickmode: 'array', tickvals, ticktext }
}

function baseLayout(token: TokenOf): Partial<Plotly.Layout> {
  const axis: Partial<Plotly.LayoutAxis> = {
    color: token('--fg-3'),
    gridcolor: token('--line-1'),
    linecolor: token('--line-2'),
    tickfont: { size: FONT_PX, color: token('--fg-3'), family: token('--font-ui') },
    zeroline: false,
    fixedrange: true,
  }
  return {
    paper_bgcolor: 'transparent',
    plot_bgcolor: 'transparent',
    margin: { l: 40, r: 20, t: 8, b: 18 },
    showlegend: false,
    hovermode: false,
    dragmode: false,
    font: { family: token('--font-ui'), size: FONT_PX, color: token('--fg-3') },
    xaxis: axis,
    yaxis: axis,
  }
}

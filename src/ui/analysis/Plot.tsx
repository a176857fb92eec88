import { type ReactElement, useEffect, useRef, useState } from 'react'
import type { Spectra } from '../../core/spectra.ts'
import { useTheme } from '../theme.ts'
import { figureOf } from './figures.ts'

interface PlotProps {
  readonly spectra: Spectra
  readonly sampleIntervalMs: number
  /** What is seen, in words. */
  readonly label: string
}

/** The spectra, drawn by plotly.js, which comes when the first plot is shown. */
export function Plot({ spectra, sampleIntervalMs, label }: PlotProps): ReactElement {
  const root = useRef<HTMLDivElement>(null)
  const theme = useTheme()
  const plotly = usePlotly()
  const [size, setSize] = useState({ width: 0, height: 0 })

  useEffect(() => {
    if (root.current === null) return
    const observer = new ResizeObserver(([entry]) => {
      const { width, height } = entry!.contentRect
      setSize({ width, height })
    })
    observer.observe(root.current)
    return () => observer.disconnect()
  }, [])

  // biome-ignore lint/correctness/useExhaustiveDependencies: the theme is read from the style
  useEffect(() => {
    const element = root.current
    if (plotly === null || element === null || size.width === 0) return
    const style = getComputedStyle(element)
    const { data, layout } = figureOf(spectra, sampleIntervalMs, (name) => style.getPropertyValue(name).trim())
    void plotly.react(element, data, { ...layout, ...size }, { displayModeBar: false, staticPlot: true })
  }, [plotly, spectra, sampleIntervalMs, size, theme])

  useEffect(() => {
    const element = root.current
    return () => {
      if (plotly !== null && element !== null) plotly.purge(element)
    }
  }, [plotly])

  return (
    <div ref={root} className="plot" role="img" aria-label={label} data-plot={plotly === null ? 'loading' : 'drawn'} />
  )
}

type Library = Awaited<ReturnType<typeof loadPlotly>>

async function loadPlotly() {
  refuseInlineStyles()
  return (await import('plotly.js-cartesian-dist-min')).default
}

function usePlotly(): Library | null {
  const [plotly, setPlotly] = useState<Library | null>(null)
  useEffect(() => {
    let isGone = false
    void loadPlotly().then((library) => {
      if (!isGone) setPlotly(() => library)
    })
    return () => {
      isGone = true
    }
  }, [])
  return plotly
}

/** The page's policy has no place for the style sheet that plotly.js writes; analysis.css has what is needed of it. */
function refuseInlineStyles(): void {
  const id = 'plotly.js-style-global'
  if (document.getElementById(id) !== null) return
  const mark = document.createElement('meta')
  mark.id = id
  mark.className = 'no-inline-styles'
  document.head.append(mark)
}

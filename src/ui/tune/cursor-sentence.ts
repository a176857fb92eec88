import type { Stores } from '../../state/stores.ts'
import { formatCount, formatFigure } from '../format.ts'
import { panelTitle } from '../panels/panel-words.ts'

/** The readout as a sentence, for moves by key. */
export function cursorSentence({ view, gather, compare }: Stores): string {
  const { cursor, amplitudes } = view.getState()
  const { sampleIntervalMs, headerName, headerValues } = gather.getState()
  if (cursor === null) return ''
  const header = headerValues?.[cursor.trace]
  const parts = [`${formatCount(cursor.sample * sampleIntervalMs)} ms`, `trace ${formatCount(cursor.trace + 1)}`]
  if (headerName !== null && header !== undefined) parts.push(`${headerName} ${formatFigure(header)}`)
  for (const name of ['before', 'after', 'noise'] as const) {
    const amplitude = amplitudes?.[name]
    if (typeof amplitude === 'number')
      parts.push(`${panelTitle(name, compare.getState().shown)} ${formatFigure(amplitude)}`)
  }
  return parts.join(', ')
}

import type { Stores } from '../../state/stores.ts'
import { PANEL_NAMES } from '../../state/view.ts'
import { panelTitle } from './panel-words.ts'

/** What is known at the cursor as two lines for a spreadsheet, names and plain numbers, tabs between them. */
export function cursorValues({ view, gather, compare }: Stores): string {
  const { cursor, amplitudes } = view.getState()
  const { sampleIntervalMs, headerName, headerValues } = gather.getState()
  if (cursor === null) return ''
  const values: (readonly [name: string, value: number | undefined | null])[] = [
    ['time ms', cursor.sample * sampleIntervalMs],
    ['trace', cursor.trace + 1],
    ...(headerName === null ? [] : [[headerName, headerValues?.[cursor.trace]] as const]),
    ...PANEL_NAMES.map((name) => [panelTitle(name, compare.getState().shown), amplitudes?.[name]] as const),
  ]
  return [values.map(([name]) => name), values.map(([, value]) => value ?? '')]
    .map((line) => line.join('\t'))
    .join('\n')
}

import { type Compared, recipeName } from '../../state/compare.ts'
import type { ResultState } from '../../state/result.ts'
import type { PanelName } from '../../state/view.ts'
import { useCompare } from '../context.ts'

const TITLES: Readonly<Record<Compared, Readonly<Record<PanelName, string>>>> = {
  b: { before: 'Before', after: 'After', noise: 'Noise' },
  a: { before: 'Before', after: 'After A', noise: 'Noise' },
  both: { before: 'After A', after: 'After B', noise: 'A − B' },
}

/** "working · step 2 of 3"; where the run is is left out where there is one step, or the engine does not say. */
export function workingWords(step: ResultState['runningStep']): string {
  return step === null || step.of < 2 ? 'working' : `working · step ${step.at + 1} of ${step.of}`
}

/** What is in a panel, by name; two recipes side by side have names of their own. */
export function panelTitle(panel: PanelName, shown: Compared): string {
  return TITLES[shown][panel]
}

/** What a panel shows while recipe A is on the page; null for what is said without it. */
export function useComparedWords(panel: PanelName): string | null {
  const shown = useCompare((state) => state.shown)
  const name = useCompare((state) => (state.recipe === null ? '' : recipeName(state.recipe)))
  if (shown === 'b') return null
  if (shown === 'a') return { before: 'input', after: name, noise: 'Before − After A' }[panel]
  return { before: name, after: 'current', noise: 'in A but removed by B' }[panel]
}

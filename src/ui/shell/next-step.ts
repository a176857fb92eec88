import type { SeisErrorCode } from '../../core/errors.ts'
import type { ErrorText } from '../../state/session.ts'

/** What can be done about an error of this kind, where the error itself does not know better. */
const NEXT_STEPS: Readonly<Record<SeisErrorCode, string>> = {
  'bad-input': 'Correct the dataset and open it again, or open another one',
  'bad-recipe': 'Correct the recipe, or choose a preset',
  'bad-words': 'Change the choice, then try again',
  'not-found': 'Connect the drive, or choose the folder again',
  permission: 'Choose the folder again and allow access when Chrome asks',
  'corrupt-chunk': 'Copy the file again from where it came from. Other gathers are not affected',
  unsupported: 'Open another dataset, or rewrite this one in Zarr v2 or v3 with another program',
  conflict: 'Choose another folder',
  'no-space': 'Make room, then try again',
  gpu: 'Reload the page, or go on with the CPU engine: add ?engine=cpu to the address',
  'stop-rule': 'Go on, or change the rule',
  cancelled: 'Start it again',
  internal: 'Reload the page. Dataset, gather and recipe are opened again',
}

/** One imperative sentence, never empty. */
export function nextStep({ code, todo }: Pick<ErrorText, 'code' | 'todo'>): string {
  return todo === '' ? NEXT_STEPS[code] : todo
}

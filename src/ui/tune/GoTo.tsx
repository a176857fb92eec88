import { type ReactElement, useEffect, useState } from 'react'
import { gatherOfValue, keyNames } from '../../state/gather-order.ts'
import { useActions, useQc, useSession } from '../context.ts'
import { formatCount, formatKey } from '../format.ts'
import { SelectField } from '../SelectField.tsx'

export const GO_TO_GATHER_ID = 'go-to-gather'

/** Goes to the gather of a number, from 1 on the page, or of a value in a key column of the index or in a header. */
export function GoTo({ index }: { readonly index: number }): ReactElement {
  const actions = useActions()
  const dataset = useSession((state) => state.dataset)
  const headerKeys = useQc((state) => state.headerKeys)
  const [chosen, setChosen] = useState<string | null>(null)
  const [draft, setDraft] = useState<string | null>(null)
  const [refusal, setRefusal] = useState<string | null>(null)
  const names = dataset === null ? [] : keyNames(dataset)
  const nGathers = dataset?.gathers.nGathers ?? 0
  const by = chosen !== null && names.includes(chosen) ? chosen : null
  const column = by === null ? undefined : (dataset?.gathers.keys[by] ?? headerKeys[by])
  const isReading = by !== null && column === undefined
  const shown = isReading ? '' : column === undefined ? formatCount(index + 1) : formatKey(column[index])
  const forget = (): void => {
    setDraft(null)
    setRefusal(null)
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: another gather on the screen ends the typing
  useEffect(forget, [index])
  const commit = (): boolean => {
    const found = draft === null || draft.trim() === '' ? index : find(draft)
    if (typeof found === 'string') {
      setRefusal(found)
      return false
    }
    if (found !== index) actions.goToGather(found)
    forget()
    return true
  }
  /** The gather, or why there is none. */
  function find(text: string): number | string {
    const value = Number(text.replaceAll(/[\s\u2060]/g, '').replace('\u2212', '-'))
    if (column !== undefined) return gatherOfValue(column, value, index) ?? `No gather has ${by} ${text.trim()}`
    const isNumber = Number.isInteger(value) && value >= 1 && value <= nGathers
    return isNumber ? value - 1 : `Gathers are numbered 1 to ${formatCount(nGathers)}`
  }
  return (
    <>
      {names.length > 0 && (
        <SelectField
          name="Number or key"
          choices={[{ value: '', text: 'gather' }, ...names.map((name) => ({ value: name, text: name }))]}
          value={by ?? ''}
          onChoose={(name) => {
            setChosen(name === '' ? null : name)
            if (name !== '') actions.readHeaderKey(name)
            forget()
          }}
        />
      )}
      <input
        id={GO_TO_GATHER_ID}
        className="go-to"
        aria-label={by === null ? 'Go to gather' : `Go to ${by}`}
        title={refusal ?? `Go to ${by ?? 'gather'}: G`}
        aria-invalid={refusal !== null}
        aria-busy={isReading}
        readOnly={isReading}
        placeholder={isReading ? 'reading' : undefined}
        inputMode="numeric"
        autoComplete="off"
        value={draft ?? shown}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setDraft(event.target.value)
          setRefusal(null)
        }}
        onBlur={forget}
        onKeyDown={(event) => {
          // Out of the field, so that the next key is a key of the workbench; a refused value stays to be corrected.
          if (event.key === 'Escape' || (event.key === 'Enter' && commit())) event.currentTarget.blur()
        }}
      />
      {refusal !== null && (
        <span className="faulty nowrap" role="alert">
          {refusal}
        </span>
      )}
      {refusal === null && (
        <span className="mut nowrap">
          {by !== null && `gather ${formatCount(index + 1)} `}of {formatCount(nGathers)}
        </span>
      )}
    </>
  )
}

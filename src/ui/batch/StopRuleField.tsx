import { type ReactElement, useId, useState } from 'react'
import type { StopRule } from '../../core/batch.ts'
import { type BatchForm, isRuleBlind } from '../../state/batch.ts'
import { LEAKAGE_LIMIT } from '../../state/outliers.ts'
import { useActions } from '../context.ts'
import { formatFixed } from '../format.ts'

interface StopRuleFieldProps {
  readonly form: BatchForm
  readonly isFixed: boolean
}

const FIRST_RULE: StopRule = { leakageAbove: LEAKAGE_LIMIT, gathers: 5 }

/** "Stop if leakage > 0.30 on 5 gathers". */
export function StopRuleField({ form, isFixed }: StopRuleFieldProps): ReactElement {
  const actions = useActions()
  const id = useId()
  const { stopRule, ...others } = form
  const rule = stopRule ?? FIRST_RULE
  const isOff = isFixed || stopRule === undefined
  const isBlind = isRuleBlind(form)
  const hasNothingToGoBy = form.withLeakage === false && stopRule === undefined
  const setRule = (change: Partial<StopRule>): void =>
    actions.setBatchForm({ ...others, stopRule: { ...rule, ...change } })
  return (
    <>
      <label className="mut stop-if" htmlFor={id}>
        <input
          id={id}
          type="checkbox"
          className="check"
          checked={stopRule !== undefined}
          disabled={isFixed || hasNothingToGoBy}
          title={
            hasNothingToGoBy
              ? 'The leakage is not measured'
              : 'The batch waits for you when so many gathers leak more than this'
          }
          onChange={({ target }) => actions.setBatchForm(target.checked ? { ...others, stopRule: FIRST_RULE } : others)}
        />
        Stop if
      </label>
      <div className="stop-rule">
        <span className={isOff ? 'dim' : 'mut'}>leakage &gt;</span>
        <RuleNumber
          label="Leakage above"
          text={formatFixed(rule.leakageAbove, 2)}
          isFixed={isOff}
          isAllowed={(value) => value >= 0 && value < 1}
          limits="0 to 0.99"
          onCommit={(leakageAbove) => setRule({ leakageAbove })}
        />
        <span className={isOff ? 'dim' : 'mut'}>on</span>
        <RuleNumber
          label="On so many gathers"
          text={String(rule.gathers)}
          isFixed={isOff}
          isAllowed={(value) => Number.isInteger(value) && value >= 1}
          limits="1 or more"
          onCommit={(gathers) => setRule({ gathers })}
        />
        <span className={isOff ? 'dim' : 'mut'}>gathers</span>
      </div>
      {isBlind && (
        <span className="faulty small rule-fault">
          This rule needs the leakage, which is not measured. Measure it, or switch the rule off.
        </span>
      )}
    </>
  )
}

interface RuleNumberProps {
  readonly label: string
  readonly text: string
  readonly isFixed: boolean
  readonly limits: string
  isAllowed(value: number): boolean
  onCommit(value: number): void
}

function RuleNumber({ label, text, isFixed, limits, isAllowed, onCommit }: RuleNumberProps): ReactElement {
  const [draft, setDraft] = useState<string | null>(null)
  const typed = Number(draft?.replace(',', '.'))
  const isRefused = draft !== null && (draft.trim() === '' || !isAllowed(typed))
  return (
    <label className="field number" aria-invalid={isRefused} title={isRefused ? limits : label}>
      <input
        aria-label={label}
        aria-invalid={isRefused}
        inputMode="decimal"
        autoComplete="off"
        disabled={isFixed}
        value={draft ?? text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => setDraft(event.target.value)}
        onBlur={() => {
          if (draft !== null && !isRefused) onCommit(typed)
          setDraft(null)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur()
        }}
      />
    </label>
  )
}

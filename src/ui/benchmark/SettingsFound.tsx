import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { bestOf } from '../../state/tuning.ts'
import { useActions, useBatch, useTuning } from '../context.ts'
import { settingTexts, threadsSentence } from './settings-texts.ts'

/** The settings that were chosen, with what a batch takes unasked, and the step to a batch with them. */
export function SettingsFound(): ReactElement | null {
  const actions = useActions()
  const result = useTuning((state) => (state.running === null ? state.result : null))
  const isUsed = useTuning((state) => state.isUsed)
  const isFixed = useBatch((state) => isActive(state.progress) || state.waiting !== null)
  if (result === null) return null
  const { figures } = result
  const defaults = settingTexts(figures.rows[0]!.settings)
  const found = settingTexts(bestOf(figures).settings)
  const sentence = threadsSentence(figures)
  return (
    <section className="section" aria-label="Settings found">
      <div className="section-head">
        <h2 className="section-title">Settings found</h2>
        <span className="grow" />
        {isUsed && <span className="chip">in use</span>}
      </div>
      <dl className="pairs">
        {found.map(([name, text], i) => (
          <div key={name}>
            <dt className="mut">{name}</dt>
            <dd>
              {text}
              {defaults[i]?.[1] !== text && <span className="dim"> was {defaults[i]?.[1]}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {sentence !== '' && <p className="mut plan-note">{sentence}</p>}
      <div className="row found-actions">
        {isUsed ? (
          <button type="button" className="btn" disabled={isFixed} onClick={actions.useDefaultSettings}>
            Use the defaults
          </button>
        ) : (
          <button type="button" className="btn primary" disabled={isFixed} onClick={actions.useTunedSettings}>
            Use these settings
          </button>
        )}
        <button type="button" className="btn ghost" onClick={() => actions.showWorkspace('batch')}>
          Show batch
        </button>
      </div>
    </section>
  )
}

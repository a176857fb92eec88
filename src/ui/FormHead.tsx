import type { ReactElement } from 'react'
import { Icon } from './Icon.tsx'

/** The head of a form that stands still while its job runs. */
export function FormHead({ title, isFixed }: { readonly title: string; readonly isFixed: boolean }): ReactElement {
  return (
    <div className="section-head">
      <h2 className="section-title">{title}</h2>
      <span className="grow" />
      {isFixed && (
        <span className="chip">
          <Icon name="lock" />
          fixed while running
        </span>
      )}
    </div>
  )
}

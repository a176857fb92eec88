import type { ReactElement, ReactNode } from 'react'
import { Icon } from '../Icon.tsx'

interface NoticeProps {
  readonly kind: 'plain' | 'warning' | 'error'
  readonly children: ReactNode
  /** One action at most. */
  readonly action?: ReactNode
}

/** One or two sentences about something that needs attention; announced when it appears. */
export function Notice({ kind, children, action }: NoticeProps): ReactElement {
  return (
    <div className={`notice ${kind}`} role={kind === 'error' ? 'alert' : 'status'}>
      {kind !== 'plain' && <Icon name="warning" />}
      <div className="grow">{children}</div>
      {action}
    </div>
  )
}

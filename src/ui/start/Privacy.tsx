import type { ReactElement } from 'react'
import { Icon } from '../Icon.tsx'

export function Privacy(): ReactElement {
  return (
    <section aria-labelledby="privacy-title">
      <h2 id="privacy-title">Your data stays on this computer</h2>
      <ul className="promises">
        <li>
          <Icon name="lock" />
          <span>
            Traces and headers are never sent anywhere. The page is blocked from contacting any other server; Chrome’s
            network panel shows it.
          </span>
        </li>
        <li>
          <Icon name="check" />
          <span>Input files are opened read-only. Results go to a new folder.</span>
        </li>
      </ul>
    </section>
  )
}

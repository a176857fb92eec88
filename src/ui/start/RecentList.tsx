import type { ReactElement } from 'react'
import type { RecentEntry } from '../../state/session.ts'
import { useActions, useSession } from '../context.ts'
import { formatCount, formatDay, NOTHING } from '../format.ts'
import { Icon } from '../Icon.tsx'

/** Folders opened before. */
export function RecentList(): ReactElement {
  const recent = useSession((state) => state.recent)
  return (
    <section className="recent" aria-labelledby="recent-title">
      <h2 id="recent-title">Recent</h2>
      {recent.length === 0 ? (
        <p className="dim">Datasets you open are listed here.</p>
      ) : (
        <table>
          <thead>
            <tr>
              <th>Name</th>
              <th className="right">Gathers</th>
              <th>Opened</th>
              <th>
                <span className="visually-hidden">Open</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {recent.map((entry) => (
              <RecentRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}

function RecentRow({ entry }: { readonly entry: RecentEntry }): ReactElement {
  const actions = useActions()
  const isOpening = useSession((state) => state.phase === 'opening')
  return (
    <tr>
      <td>
        <span className="name">{entry.name}</span>
        {entry.needsPermission && <small>Chrome asks for permission again after a restart.</small>}
      </td>
      <td className="mut right">{entry.nGathers === null ? NOTHING : formatCount(entry.nGathers)}</td>
      <td className="mut">{formatDay(new Date(entry.openedAt), new Date())}</td>
      <td className="right">
        <span className="recent-buttons">
          <button type="button" className="btn" disabled={isOpening} onClick={() => actions.openRecent(entry.id)}>
            {entry.needsPermission ? 'Allow and open' : 'Open'}
          </button>
          <button
            type="button"
            className="btn ghost square"
            aria-label={`Remove ${entry.name} from this list`}
            title="Remove from this list. The folder stays as it is"
            onClick={() => actions.forgetRecent(entry.id)}
          >
            <Icon name="close" />
          </button>
        </span>
      </td>
    </tr>
  )
}

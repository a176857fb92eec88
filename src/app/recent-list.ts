import type { RecentEntry } from '../state/session.ts'
import { hasPermission } from './permission.ts'
import type { RecentFolders } from './recent-folders.ts'

/** Recent folders as facts for the page, each with whether Chrome will ask again. */
export async function listRecent(recent: RecentFolders): Promise<readonly RecentEntry[]> {
  const folders = await recent.list()
  return Promise.all(
    folders.map(async ({ id, name, openedAt, nGathers, handle }) => ({
      id,
      name,
      openedAt,
      nGathers,
      needsPermission: !(await hasPermission(handle, 'read')),
    })),
  )
}

/**
 * Vite plugin: writes the list of the page's files into its service worker, once all are on disk. A file under assets/ has a
 * digest in its name; any other gets one here, so that a changed file is fetched again.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const WORKER = 'service-worker.js'
/** Fonts that Chrome does not ask for, as it takes their woff2. */
const NEVER_ASKED = /\.woff$/

export function precache() {
  return {
    name: 'precache',
    apply: 'build',
    writeBundle({ dir }) {
      const names = readdirSync(dir, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) =>
          join(entry.parentPath, entry.name)
            .slice(dir.length + 1)
            .replaceAll('\\', '/'),
        )
        .filter((name) => name !== WORKER && !NEVER_ASKED.test(name))
        .toSorted()
      const list = names.map((name) => ({ url: `/${name}`, revision: revisionOf(dir, name) }))
      const path = join(dir, WORKER)
      const code = readFileSync(path, 'utf8')
      if (!code.includes('__PRECACHE__')) this.error(`${WORKER} does not ask for the list of files`)
      writeFileSync(
        path,
        code.replace('__PRECACHE__', () => JSON.stringify(list)),
      )
    },
  }
}

function revisionOf(dir, name) {
  return name.startsWith('assets/')
    ? null
    : createHash('sha256')
        .update(readFileSync(join(dir, name)))
        .digest('hex')
}

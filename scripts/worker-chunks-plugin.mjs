/**
 * Vite plugin: workers built with the page instead of each by itself, so that what several threads and the page need is a file of
 * its own, sent once. It stands in for Vite's own handling of `new Worker(new URL('./x.worker.ts', import.meta.url))`.
 */
import { basename, dirname, join } from 'node:path'

const WORKER = /new URL\('(\.\/[\w-]+\.worker\.ts)', import\.meta\.url\)/g

const PRELOAD = '\0vite/preload-helper.js'

export function workerChunks() {
  return {
    name: 'worker-chunks',
    apply: 'build',
    enforce: 'pre',
    transform(code, id) {
      if (!code.includes('.worker.ts')) return null
      const replaced = code.replace(WORKER, (_, path) => {
        const file = join(dirname(id), path)
        const reference = this.emitFile({ type: 'chunk', id: file, name: basename(file, '.ts') })
        return `import.meta.ROLLUP_FILE_URL_${reference}`
      })
      return replaced === code ? null : { code: replaced, map: null }
    },
    /** Vite's own names the page's window and document, which a worker does not have; the links that it sets there are switched off. */
    load: (id) => (id === PRELOAD ? 'export const __vitePreload = (fetchModule) => fetchModule()' : null),
    /** A worker that fetched a file of the page's entry would run the page. */
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter(({ type }) => type === 'chunk')
      const isPage = ({ facadeModuleId }) => facadeModuleId?.endsWith('.html')
      for (const worker of chunks.filter(({ name, isEntry }) => isEntry && name.endsWith('.worker'))) {
        const page = reached(worker, bundle).find(isPage)
        if (page !== undefined) this.error(`${worker.fileName} needs ${page.fileName}, which is the page`)
      }
    },
  }
}

function reached(chunk, bundle, found = new Set()) {
  if (chunk === undefined || found.has(chunk)) return []
  found.add(chunk)
  for (const name of [...chunk.imports, ...chunk.dynamicImports]) reached(bundle[name], bundle, found)
  return [...found]
}

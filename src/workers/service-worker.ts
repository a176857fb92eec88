/**
 * Keeps the page's own files, so that it opens without a server and each version finds the files that it was built with. A
 * newer version waits until every tab is closed, or until the page asks it to take over.
 */
import { type PrecacheEntry, precacheAndRoute } from 'workbox-precaching'

/** The build writes the list in place of this name: scripts/precache-plugin.mjs. */
declare const __PRECACHE__: readonly PrecacheEntry[]

const worker = self as unknown as ServiceWorkerGlobalScope

// The address may carry the choice of an engine, or a recipe.
precacheAndRoute([...__PRECACHE__], { ignoreURLParametersMatching: [/./] })

worker.addEventListener('message', (event) => {
  if (event.data?.type === 'SKIP_WAITING') void worker.skipWaiting()
})

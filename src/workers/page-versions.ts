/** A newer version of the page, fetched and waiting. */
export interface NewVersion {
  /** Shows it: the page is loaded anew. */
  take(): void
}

/** Starts the worker that keeps the page's files; calls back when a newer version than the one shown is ready. */
export async function watchVersions(onNewVersion: (version: NewVersion) => void): Promise<void> {
  if (!('serviceWorker' in navigator)) return
  const { Workbox } = await import('workbox-window')
  const kept = new Workbox('/service-worker.js', { type: 'module' })
  kept.addEventListener('waiting', () =>
    onNewVersion({
      take() {
        kept.addEventListener('controlling', () => location.reload())
        kept.messageSkipWaiting()
      },
    }),
  )
  await kept.register()
}

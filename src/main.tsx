/** The page's composition root: the only place where workers, engines, stores and React meet. */
import { createRoot } from 'react-dom/client'
import { createWorkbench, type WorkbenchParts } from './app/workbench.ts'
import { browserMachine } from './bench/browser-machine.ts'
import { FileSystemAccessFolder } from './data/folders/file-system-access-folder.ts'
import { readOutputReport } from './data/output/output-report.ts'
import { createStores } from './state/stores.ts'
import { fetchLaterPages } from './ui/later-pages.ts'
import { documentTheme, watchDocumentTheme } from './ui/theme.ts'
import { Workbench } from './ui/Workbench.tsx'
import { startBatch, startEstimate } from './workers/batch-client.ts'
import { startBench } from './workers/bench-client.ts'
import { freshBrowserFolder } from './workers/browser-folder.ts'
import { forgetDemo, openDemoFolder, prepareDemo } from './workers/demo-client.ts'
import { openDatasetInWorker, prepareDatasetThreads } from './workers/io-client.ts'
import { watchVersions } from './workers/page-versions.ts'
import { startTuning } from './workers/tune-client.ts'

/** More threads than this wait for memory, not for a core. */
const MAX_CPU_WORKERS = 16

const stores = createStores()
const actions = createWorkbench(stores, {
  gpu: navigator.gpu as GPU | undefined,
  wantedEngine: wantedEngine(),
  createGpuEngine: async (gpu) => {
    const engine = await (await import('./engine/webgpu.ts')).WebGpuEngine.create({ gpu })
    requestIdleCallback(() => void engine.prepare())
    return engine
  },
  createCpuEngine: async () => (await import('./workers/spawn-cpu-engine.ts')).openCpuEngine(MAX_CPU_WORKERS),
  openSource: openDatasetInWorker,
  runBatch: startBatch,
  estimateBatch: startEstimate,
  readReport: (handle) => readOutputReport(new FileSystemAccessFolder(handle)),
  benchmark: { run: startBench, askMachine: () => browserMachine(navigator) },
  tune: startTuning,
  openDemoFolder,
  makeBrowserFolder: freshBrowserFolder,
  // While developing, the server makes the files anew at each change.
  watchVersions: import.meta.env.PROD ? watchVersions : async () => undefined,
  currentTheme: documentTheme,
  watchTheme: watchDocumentTheme,
})

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element "root"')
createRoot(root).render(<Workbench stores={stores} actions={actions} />)

// While the user still chooses a dataset, and the engine is looked for; the page itself comes first.
addEventListener('load', () => {
  requestIdleCallback(() => {
    if (stores.session.getState().phase !== 'start') return
    prepareDatasetThreads()
    prepareDemo()
  })
})
const forgetPhase = stores.session.subscribe(({ phase }) => {
  if (phase !== 'ready') return
  forgetPhase()
  forgetDemo()
})

// Once the first result is shown.
const forget = stores.result.subscribe(({ isRunning }, before) => {
  if (isRunning || !before.isRunning) return
  forget()
  void fetchLaterPages()
})

/** `?engine=cpu` or `?engine=webgpu` in the address overrides the choice, software adapters included. */
function wantedEngine(): WorkbenchParts['wantedEngine'] {
  const wanted = new URLSearchParams(location.search).get('engine')
  return wanted === 'cpu' || wanted === 'webgpu' ? wanted : 'auto'
}

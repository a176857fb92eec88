import { type ReactElement, Suspense, useCallback, useState } from 'react'
import type { WorkbenchActions } from '../app/actions.ts'
import type { Stores } from '../state/stores.ts'
import { CommandPalette } from './commands/CommandPalette.tsx'
import { useCommandTargets } from './commands/use-command-targets.ts'
import { useKeyboard } from './commands/use-keyboard.ts'
import { ActionsContext, StoresContext, useBatch, usePresets, useSession } from './context.ts'
import { BatchPage, BenchmarkPage, ReportPage, SweepPage } from './later-pages.ts'
import { PresetListDialog } from './presets/PresetListDialog.tsx'
import { PresetNameDialog } from './presets/PresetNameDialog.tsx'
import { Banners } from './shell/Banners.tsx'
import { ErrorPage } from './shell/ErrorPage.tsx'
import { KeyMapDialog } from './shell/KeyMapDialog.tsx'
import { PageFault } from './shell/PageFault.tsx'
import { StatusBar } from './shell/StatusBar.tsx'
import { TopBar } from './shell/TopBar.tsx'
import { StartPage } from './start/StartPage.tsx'
import { useThemeOnDocument } from './theme.ts'
import { TunePage } from './tune/TunePage.tsx'
import { useKeptFocus } from './use-kept-focus.ts'
import { useWindowDrop } from './use-window-drop.ts'
import './base.css'
import './columns.css'
import './shell/menu.css'
import './shell/shell.css'
import './start/start.css'
import './strips/strips.css'
import './tables/tables.css'
import './tune/tune.css'
import './panels/panels.css'
import './panels/axes.css'
import './panels/panel.css'
import './inspector/inspector.css'
import './inspector/chain.css'
import './inspector/params.css'
import './inspector/result.css'
import './analysis/analysis.css'
import './batch/batch.css'
import './batch/lists.css'
import './batch/report.css'
import './benchmark/benchmark.css'
import './sweep/sweep.css'
import './forced-colors.css'

interface WorkbenchProps {
  readonly stores: Stores
  readonly actions: WorkbenchActions
}

/** The page: it shows the stores and calls the actions, and does nothing else. */
export function Workbench({ stores, actions }: WorkbenchProps): ReactElement {
  return (
    <StoresContext value={stores}>
      <ActionsContext value={actions}>
        <Shell />
      </ActionsContext>
    </StoresContext>
  )
}

function Shell(): ReactElement {
  const [areKeysShown, setKeysShown] = useState(false)
  const [isFinding, setFinding] = useState(false)
  const showKeys = useCallback(() => setKeysShown(true), [])
  const findCommand = useCallback(() => setFinding(true), [])
  const targets = useCommandTargets(showKeys, findCommand)
  const isDragOver = useWindowDrop()
  const workspace = useSession((state) => state.workspace)
  const asksForPreset = usePresets((state) => state.asks)
  useThemeOnDocument()
  useKeyboard(targets)
  useKeptFocus()
  return (
    <>
      <div className="app">
        <TopBar onFindCommand={findCommand} />
        <Banners />
        <PageFault key={workspace}>
          <Suspense fallback={<main className="page-to-come" aria-busy="true" />}>
            <Page isDragOver={isDragOver} />
          </Suspense>
        </PageFault>
        <StatusBar onShowKeys={showKeys} />
      </div>
      {isDragOver && <DropHint />}
      <p className="too-narrow">
        SeisProc Web needs a window at least 640 px wide. Widen it, or zoom out with Ctrl and −.
      </p>
      {isFinding && <CommandPalette targets={targets} onClose={() => setFinding(false)} />}
      {asksForPreset === 'name' && <PresetNameDialog />}
      {asksForPreset === 'list' && <PresetListDialog />}
      {areKeysShown && <KeyMapDialog onClose={() => setKeysShown(false)} />}
    </>
  )
}

/** Everywhere but on the start page, which has its own drop zone. */
function DropHint(): ReactElement | null {
  const isStart = useSession((state) => state.phase === 'start' && state.workspace !== 'benchmark')
  return isStart ? null : <p className="drop-hint">Drop to open this folder</p>
}

function Page({ isDragOver }: { readonly isDragOver: boolean }): ReactElement {
  const phase = useSession((state) => state.phase)
  const workspace = useSession((state) => state.workspace)
  const report = useBatch((state) => state.report)
  if (workspace === 'benchmark') return <BenchmarkPage />
  if (phase === 'error') return <ErrorPage />
  if (phase !== 'ready') return <StartPage isDragOver={isDragOver} />
  if (workspace === 'tune') return <TunePage />
  if (workspace === 'sweep') return <SweepPage />
  return report === null ? <BatchPage /> : <ReportPage report={report} />
}

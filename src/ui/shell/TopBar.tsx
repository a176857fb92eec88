import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import type { SessionState } from '../../state/session.ts'
import { doneCount } from '../../state/sweep.ts'
import { batchPercent } from '../batch/progress-figures.ts'
import { useActions, useBatch, useBenchmark, useSession, useSweep, useTuning } from '../context.ts'
import { countOf } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { useTheme } from '../theme.ts'
import { EngineChip } from './EngineChip.tsx'
import { Menu } from './Menu.tsx'

interface TopBarProps {
  onFindCommand(): void
}

export function TopBar({ onFindCommand }: TopBarProps): ReactElement {
  const actions = useActions()
  const theme = useTheme()
  const isOpen = useSession((state) => state.phase === 'ready')
  return (
    <header className="top-bar">
      <span className="mark">
        <svg className="mark-sign" viewBox="0 0 18 18" aria-hidden="true">
          <path d="M3 2v14M9 2c0 2.4 4.5 2 4.5 4.4S5 8.2 5 10.4 9 12.6 9 16M15.5 2v14" />
        </svg>
        <span className="mark-name">SeisProc Web</span>
      </span>
      {isOpen && <DatasetMenu />}
      <Workspaces isOpen={isOpen} />
      <span className="grow" />
      <button
        type="button"
        className="btn ghost"
        aria-label="Find a command"
        title="Find a command: /"
        onClick={onFindCommand}
      >
        <Icon name="find" />
        <span className="wide-only">Find a command</span>
        <kbd className="key">/</kbd>
      </button>
      <span className="chip" title="The page is blocked from contacting any other server (Content-Security-Policy)">
        <Icon name="lock" />
        Local only
      </span>
      <EngineChip />
      <button
        type="button"
        className="btn ghost square"
        aria-label="Switch theme"
        title="Switch theme"
        onClick={() => actions.setTheme(theme === 'dark' ? 'light' : 'dark')}
      >
        <Icon name="theme" />
      </button>
    </header>
  )
}

function DatasetMenu(): ReactElement {
  const actions = useActions()
  const dataset = useSession((state) => state.dataset)
  const button = (
    <>
      <Icon name="folder" />
      <span className="medium truncate">{dataset?.name ?? ''}</span>
      <span className="dim">{countOf(dataset?.gathers.nGathers ?? 0, 'gather')}</span>
      <Icon name="chevron" />
    </>
  )
  return (
    <Menu
      className="dataset"
      button={button}
      items={[
        { text: 'Open another folder', onSelect: actions.openPicker },
        { text: 'Open demo', onSelect: actions.openDemo },
        { text: 'Close dataset', onSelect: actions.closeDataset },
      ]}
    />
  )
}

/** Without a dataset there is the start page, and the benchmark, which needs none. */
function Workspaces({ isOpen }: { readonly isOpen: boolean }): ReactElement {
  const percent = useBatch((state) => (isActive(state.progress) ? batchPercent(state.progress, 0) : null))
  const swept = useSweep(({ isRunning, sheet }) =>
    isRunning && sheet !== null ? `${doneCount(sheet)} of ${sheet.cells.length}` : null,
  )
  const benchmarkStep = useBenchmark(({ running }) => running?.step ?? null)
  const tuningStep = useTuning(({ running }) => running?.step ?? null)
  const step = benchmarkStep ?? tuningStep
  return (
    <nav className="workspaces" aria-label="Workspace">
      <WorkspaceButton workspace="tune" text={isOpen ? 'Tune' : 'Start'} />
      {isOpen && <WorkspaceButton workspace="sweep" text="Sweep" progress={swept} />}
      {isOpen && <WorkspaceButton workspace="batch" text="Batch" progress={percent} />}
      <WorkspaceButton
        workspace="benchmark"
        text="Benchmark"
        progress={step === null ? null : `${step.number} of ${step.count}`}
      />
    </nav>
  )
}

interface WorkspaceButtonProps {
  readonly workspace: SessionState['workspace']
  readonly text: string
  readonly progress?: string | null
}

function WorkspaceButton({ workspace, text, progress = null }: WorkspaceButtonProps): ReactElement {
  const actions = useActions()
  const isCurrent = useSession((state) => state.workspace === workspace)
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => actions.showWorkspace(workspace)}
    >
      {text}
      {progress !== null && <span className="small mut">{progress}</span>}
    </button>
  )
}

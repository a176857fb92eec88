import type { ReactElement } from 'react'
import { isActive } from '../../state/batch.ts'
import { batchPercent } from '../batch/progress-figures.ts'
import { useActions, useBatch, useSession } from '../context.ts'
import { countOf } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { useTheme } from '../theme.ts'
import { EngineChip } from './EngineChip.tsx'
import { Menu } from './Menu.tsx'

export function TopBar(): ReactElement {
  const actions = useActions()
  const theme = useTheme()
  const isOpen = useSession((state) => state.phase === 'ready')
  return (
    <header className="top-bar">
      <span className="mark">
        <svg className="mark-sign" viewBox="0 0 18 18" aria-hidden="true">
          <path d="M3 2v14M9 2c0 2.4 4.5 2 4.5 4.4S5 8.2 5 10.4 9 12.6 9 16M15.5 2v14" />
        </svg>
        SeisProc Web
      </span>
      {isOpen && <DatasetMenu />}
      {isOpen && <Workspaces />}
      <span className="grow" />
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

function Workspaces(): ReactElement {
  const actions = useActions()
  const current = useSession((state) => state.workspace)
  const percent = useBatch((state) => (isActive(state.progress) ? batchPercent(state.progress, 0) : null))
  return (
    <nav className="workspaces" aria-label="Workspace">
      <button
        type="button"
        aria-current={current === 'tune' ? 'page' : undefined}
        onClick={() => actions.showWorkspace('tune')}
      >
        Tune
      </button>
      <button
        type="button"
        aria-current={current === 'batch' ? 'page' : undefined}
        onClick={() => actions.showWorkspace('batch')}
      >
        Batch
        {percent !== null && <span className="small mut">{percent}</span>}
      </button>
    </nav>
  )
}

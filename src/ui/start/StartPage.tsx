import type { ReactElement } from 'react'
import { useSession } from '../context.ts'
import { ComputerFacts } from './ComputerFacts.tsx'
import { DemoCard } from './DemoCard.tsx'
import { DropZone } from './DropZone.tsx'
import { LastSession } from './LastSession.tsx'
import { Privacy } from './Privacy.tsx'
import { RecentList } from './RecentList.tsx'
import { UrlForm } from './UrlForm.tsx'

interface StartPageProps {
  /** Files are over the window. */
  readonly isDragOver: boolean
}

export function StartPage({ isDragOver }: StartPageProps): ReactElement {
  const isOpening = useSession((state) => state.phase === 'opening')
  return (
    <main className="start" aria-busy={isOpening}>
      <div className="start-columns">
        <h1>Open a dataset</h1>
        <div className="start-left">
          <LastSession />
          <DropZone isDragOver={isDragOver} />
          <UrlForm />
          <RecentList />
        </div>
        <div className="start-right">
          <DemoCard />
          <Privacy />
          <ComputerFacts />
        </div>
      </div>
    </main>
  )
}

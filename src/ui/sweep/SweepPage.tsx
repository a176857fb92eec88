import type { ReactElement } from 'react'
import { selectedCell } from '../../state/sweep.ts'
import { useSweep } from '../context.ts'
import { ContactSheet } from './ContactSheet.tsx'
import { FrontPlot } from './FrontPlot.tsx'
import { OtherGathers } from './OtherGathers.tsx'
import { Selection } from './Selection.tsx'
import { SweepActions } from './SweepActions.tsx'
import { SweepForm } from './SweepForm.tsx'

/** One gather by every recipe of two parameters, side by side. */
export function SweepPage(): ReactElement {
  const sheet = useSweep((state) => state.sheet)
  const selected = useSweep(selectedCell)
  const cell = sheet?.cells[selected]
  return (
    <main className="sweep-page">
      <h1 className="visually-hidden">Sweep</h1>
      <section className="sweep-main" aria-label="Contact sheet">
        <SweepForm />
        <ContactSheet />
      </section>
      <aside className="sweep-side" aria-label="Ranking">
        {sheet === null || cell === undefined ? (
          <section className="section">
            <p className="mut">Run the sheet to see what each recipe removes, how much leaks, and which is best.</p>
          </section>
        ) : (
          <>
            <div className="sweep-scroll">
              <FrontPlot sheet={sheet} selected={selected} />
              <Selection sheet={sheet} at={selected} cell={cell} />
              <OtherGathers sheet={sheet} at={selected} cell={cell} />
            </div>
            <SweepActions cell={cell} />
          </>
        )}
      </aside>
    </main>
  )
}

import { Component, type ReactElement, type ReactNode } from 'react'

interface PageFaultState {
  readonly fault: string | null
}

/**
 * Takes the place of a page that cannot be drawn, or whose file cannot be fetched: the frame around it stays, and so does a batch.
 */
export class PageFault extends Component<{ readonly children: ReactNode }, PageFaultState> {
  override state: PageFaultState = { fault: null }

  static getDerivedStateFromError(error: unknown): PageFaultState {
    return { fault: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    const { fault } = this.state
    return fault === null ? this.props.children : <FaultText fault={fault} />
  }
}

function FaultText({ fault }: { readonly fault: string }): ReactElement {
  return (
    <main className="error-page">
      <div className="error-text" role="alert">
        <h1>This page cannot be shown</h1>
        <p>{fault}</p>
        <p className="dim">
          Data and results are not affected; a batch goes on in the background as long as the page is not reloaded.
        </p>
      </div>
      <div className="row">
        <button type="button" className="btn primary large" onClick={() => location.reload()}>
          Reload
        </button>
      </div>
    </main>
  )
}

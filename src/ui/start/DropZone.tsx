import type { ReactElement } from 'react'
import { useActions, useSession } from '../context.ts'
import { Icon } from '../Icon.tsx'

/** Where a folder is dropped, or chosen; the whole window takes a drop. */
export function DropZone({ isDragOver }: { readonly isDragOver: boolean }): ReactElement {
  const actions = useActions()
  const isOpening = useSession((state) => state.phase === 'opening')
  const openingText = useSession((state) => state.openingText)
  return (
    <section className={isDragOver ? 'drop over' : 'drop'} aria-label="Drop zone">
      {isOpening ? (
        <>
          <h2>Opening</h2>
          <p role="status">{openingText}</p>
          <button type="button" className="btn large" onClick={actions.closeDataset}>
            Stop
          </button>
        </>
      ) : (
        <>
          <h2>{isDragOver ? 'Drop to open this folder' : 'Drop a dataset folder here'}</h2>
          <p>It opens in place. Nothing is copied, nothing is uploaded.</p>
          <button type="button" className="btn primary large" onClick={actions.openPicker}>
            <Icon name="folder" />
            Choose folder
          </button>
        </>
      )}
      <div className="file-names">
        <span>traces.zarr/</span>
        <span>headers.parquet</span>
        <span>ensemble_index.parquet</span>
        <span>metadata.json</span>
      </div>
    </section>
  )
}

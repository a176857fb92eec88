import { type ReactElement, useId } from 'react'
import { useSession } from '../context.ts'
import { formatBytes } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { engineText, gpuSentence } from './engine-facts.ts'

/** Which engine the preview runs on, and on what; a press says why. */
export function EngineChip(): ReactElement | null {
  const id = useId()
  const engine = useSession((state) => state.engine)
  const gpu = useSession((state) => state.gpu)
  const text = engineText(engine, gpu)
  if (text === null) return null
  const sentence = gpuSentence(gpu, engine?.kind)
  const isSlowed = sentence !== null
  return (
    <>
      <button
        type="button"
        className="chip engine"
        title={sentence === null ? text : `${text}. ${sentence}`}
        data-testid="engine"
        popoverTarget={id}
      >
        <Icon name={isSlowed ? 'warning' : 'chip'} />
        <span className="truncate">{text}</span>
      </button>
      <div id={id} popover="auto" className="engine-facts">
        <p className="medium">{text}</p>
        <p className="mut">
          {sentence ?? 'Traces are computed and drawn on this adapter; nothing leaves it for drawing.'}
        </p>
        {gpu.maxBufferBytes !== null && <p className="dim">Largest buffer {formatBytes(gpu.maxBufferBytes)}</p>}
      </div>
    </>
  )
}

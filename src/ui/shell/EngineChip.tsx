import type { ReactElement } from 'react'
import type { EngineInfo } from '../../core/engine.ts'
import type { GpuFacts } from '../../state/session.ts'
import { useSession } from '../context.ts'
import { Icon } from '../Icon.tsx'

/** Which engine the preview runs on, and on what. */
export function EngineChip(): ReactElement | null {
  const engine = useSession((state) => state.engine)
  const gpu = useSession((state) => state.gpu)
  const text = engineText(engine, gpu)
  if (text === null) return null
  return (
    <span className="chip engine" title={gpu.reason === '' ? text : `${text}. ${gpu.reason}`} data-testid="engine">
      <Icon name="chip" />
      <span className="truncate">{text}</span>
    </span>
  )
}

export function engineText(engine: EngineInfo | null, gpu: GpuFacts): string | null {
  if (engine !== null) return `${engine.kind === 'webgpu' ? 'GPU' : 'CPU'} · ${engine.adapter}`
  if (gpu.availability === 'unknown') return null
  return gpu.availability === 'none' ? 'No WebGPU' : gpu.adapter
}

import type { ReactElement } from 'react'
import { useSession } from '../context.ts'
import { formatBytes } from '../format.ts'
import { Icon } from '../Icon.tsx'
import { engineText } from '../shell/engine-facts.ts'

/** What this computer and browser offer. */
export function ComputerFacts(): ReactElement {
  const gpu = useSession((state) => state.gpu)
  const engine = useSession((state) => state.engine)
  const hasFolders = 'showDirectoryPicker' in globalThis
  const graphics = {
    unknown: 'asking',
    hardware: gpu.adapter,
    software: `software only (${gpu.adapter})`,
    none: 'no WebGPU',
  }[gpu.availability]
  return (
    <section aria-labelledby="computer-title">
      <h2 id="computer-title">This computer</h2>
      <dl className="facts">
        <Fact
          name="Graphics"
          text={graphics}
          isGood={gpu.availability === 'hardware'}
          isBad={gpu.availability === 'none'}
        />
        <Fact name="Engine" text={engineText(engine, gpu) ?? 'not chosen yet'} isGood={engine !== null} />
        {gpu.maxBufferBytes !== null && (
          <Fact name="Largest GPU buffer" text={formatBytes(gpu.maxBufferBytes)} isGood />
        )}
        <Fact
          name="Folder access"
          text={hasFolders ? 'read and write' : 'not in this browser'}
          isGood={hasFolders}
          isBad={!hasFolders}
        />
        <Fact name="Cores" text={String(navigator.hardwareConcurrency)} isGood />
      </dl>
    </section>
  )
}

interface FactProps {
  readonly name: string
  readonly text: string
  readonly isGood?: boolean
  readonly isBad?: boolean
}

function Fact({ name, text, isGood = false, isBad = false }: FactProps): ReactElement {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {isGood && <Icon name="check" />}
        {isBad && <Icon name="warning" />}
        <span className="truncate">{text}</span>
      </dd>
    </div>
  )
}

import { type ReactElement, useId } from 'react'
import { type BadSamplePolicy, ORIGINAL_LAYOUT, type OutputLayout } from '../../core/batch.ts'
import type { BatchForm } from '../../state/batch.ts'
import { useActions } from '../context.ts'
import { type Choice, Segmented } from '../Segmented.tsx'
import { SelectField } from '../SelectField.tsx'

const CODECS = [
  { value: 'none', text: 'None' },
  { value: 'lz4', text: 'LZ4' },
  { value: 'zstd', text: 'Zstd' },
] as const

const CHUNKS = [
  { value: 'input', text: 'As input' },
  { value: 'gathers', text: 'To suit gathers' },
] as const

const SHARD_CHUNKS = 16

const FORMATS: readonly (Choice<string> & Pick<OutputLayout, 'zarrFormat' | 'chunksPerShard'>)[] = [
  { value: 'v2', text: 'Zarr 2: the original opens it', zarrFormat: 2, chunksPerShard: 1 },
  { value: 'v3', text: 'Zarr 3', zarrFormat: 3, chunksPerShard: 1 },
  { value: 'sharded', text: `Zarr 3, ${SHARD_CHUNKS} chunks a file`, zarrFormat: 3, chunksPerShard: SHARD_CHUNKS },
]

const BAD_SAMPLES: readonly Choice<BadSamplePolicy>[] = [
  { value: 'zero', text: 'Set to zero and report' },
  { value: 'stop', text: 'Stop the batch' },
  { value: 'pass', text: 'Pass into the result' },
]

interface StorageFieldsProps {
  readonly form: BatchForm
  readonly isFixed: boolean
}

/** How the result is stored, and what becomes of NaN and infinite samples. */
export function StorageFields({ form, isFixed }: StorageFieldsProps): ReactElement {
  const actions = useActions()
  const [formatId, badId] = [useId(), useId()]
  const layout = form.layout ?? ORIGINAL_LAYOUT
  const setLayout = (change: Partial<OutputLayout>): void =>
    actions.setBatchForm({ ...form, layout: { ...layout, ...change } })
  const format = layout.zarrFormat === 2 ? 'v2' : layout.chunksPerShard === 1 ? 'v3' : 'sharded'
  return (
    <>
      <label className="mut" htmlFor={formatId}>
        Format
      </label>
      <SelectField
        id={formatId}
        className="wide"
        choices={FORMATS}
        value={format}
        isFixed={isFixed}
        onChoose={(chosen) => {
          const { zarrFormat, chunksPerShard } = FORMATS.find(({ value }) => value === chosen) ?? ORIGINAL_LAYOUT
          setLayout({ zarrFormat, chunksPerShard })
        }}
      />
      <span className="mut">Codec</span>
      <Segmented
        label="Codec"
        choices={CODECS}
        value={layout.codec}
        isWide
        isFixed={isFixed}
        onChoose={(codec) => setLayout({ codec })}
      />
      <span className="mut">Chunks</span>
      <Segmented
        label="Chunks"
        choices={CHUNKS}
        value={layout.chunks}
        isWide
        isFixed={isFixed}
        onChoose={(chunks) => setLayout({ chunks })}
      />
      <label className="mut" htmlFor={badId}>
        Bad samples
      </label>
      <SelectField
        id={badId}
        className="wide"
        choices={BAD_SAMPLES}
        value={form.badSamples ?? 'zero'}
        isFixed={isFixed}
        onChoose={(badSamples) => actions.setBatchForm({ ...form, badSamples })}
      />
    </>
  )
}

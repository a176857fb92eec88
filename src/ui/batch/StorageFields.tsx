import { type ReactElement, useId } from 'react'
import { type BadSamplePolicy, ORIGINAL_LAYOUT, type OutputLayout } from '../../core/batch.ts'
import type { BatchForm } from '../../state/batch.ts'
import { useActions } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { Segmented } from '../Segmented.tsx'

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

const FORMATS: Readonly<
  Record<string, { readonly text: string } & Pick<OutputLayout, 'zarrFormat' | 'chunksPerShard'>>
> = {
  v2: { text: 'Zarr 2: the original opens it', zarrFormat: 2, chunksPerShard: 1 },
  v3: { text: 'Zarr 3', zarrFormat: 3, chunksPerShard: 1 },
  sharded: { text: `Zarr 3, ${SHARD_CHUNKS} chunks a file`, zarrFormat: 3, chunksPerShard: SHARD_CHUNKS },
}

const BAD_SAMPLES: Readonly<Record<BadSamplePolicy, string>> = {
  zero: 'Set to zero and reported',
  stop: 'Stop the batch',
  pass: 'Passed into the result',
}

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
      <span className="field wide">
        <select
          id={formatId}
          value={format}
          disabled={isFixed}
          onChange={({ target }) => {
            const { zarrFormat, chunksPerShard } = FORMATS[target.value] ?? ORIGINAL_LAYOUT
            setLayout({ zarrFormat, chunksPerShard })
          }}
        >
          {Object.entries(FORMATS).map(([value, { text }]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
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
      <span className="field wide">
        <select
          id={badId}
          value={form.badSamples ?? 'zero'}
          disabled={isFixed}
          onChange={({ target }) => actions.setBatchForm({ ...form, badSamples: target.value as BadSamplePolicy })}
        >
          {Object.entries(BAD_SAMPLES).map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
        <Icon name="chevron" />
      </span>
    </>
  )
}

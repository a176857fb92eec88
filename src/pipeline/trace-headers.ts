/** Header values that steps need, read along with the samples. */
import type { GatherSource, ReadOptions } from '../core/dataset.ts'
import { isSeisError, SeisError } from '../core/errors.ts'
import type { TraceHeaders } from '../core/gather.ts'

/** Columns of a gather's traces, by the names that they were asked for. Rejects with bad-input where there is none of a name. */
export async function readTraceHeaders(
  source: GatherSource,
  names: readonly string[],
  gather: number,
  options: ReadOptions = {},
): Promise<TraceHeaders> {
  await requireHeaders(source, names)
  const { startTrace, endTrace } = source.info.gathers
  const span = { startTrace: startTrace[gather]!, endTrace: endTrace[gather]! }
  const read = async (name: string) => [name, await source.readHeader(name, span, options)] as const
  return Object.fromEntries(await Promise.all(names.map(read)))
}

/** The same dataset, whose gathers come with these columns. Rejects with bad-input where there is no such column. */
export async function withTraceHeaders(source: GatherSource, names: readonly string[]): Promise<GatherSource> {
  if (names.length === 0) return source
  await requireHeaders(source, names)
  const { readTraces } = source
  return {
    info: source.info,
    async readGather(index, options) {
      const [gather, headers] = await Promise.all([
        source.readGather(index, options),
        readTraceHeaders(source, names, index, options),
      ])
      return { ...gather, headers }
    },
    ...(readTraces === undefined ? {} : { readTraces: readTraces.bind(source) }),
    readHeader: (name, span, options) => source.readHeader(name, span, options),
    readCounts: () => source.readCounts(),
    close: () => source.close(),
  }
}

async function requireHeaders(source: GatherSource, names: readonly string[]): Promise<void> {
  for (const name of names) {
    await source.readHeader(name, NO_TRACES).catch((error: unknown) => {
      throw isSeisError(error, 'bad-input') ? missing(name, source.info.headerNames) : error
    })
  }
}

const NO_TRACES = { startTrace: 0, endTrace: 0 }

function missing(header: string, present: readonly string[]): SeisError {
  const found = present.length === 0 ? 'no columns' : present.join(', ')
  return new SeisError(
    'bad-input',
    `The recipe needs the header ${header}: found ${found}, expected ${header} among them`,
    {
      where: `headers.parquet, column ${header}`,
      todo: 'add it to the headers, or take the step out',
      fields: { header, found, expected: header },
    },
  )
}

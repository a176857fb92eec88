import { type ColumnSource, parquetWriteBuffer } from 'hyparquet-writer'
import { midpointNumber, positionOf, type Shot, type TracePosition } from './survey.ts'

/** Rows of a group: a gather's headers are read without decoding the whole table. */
const ROW_GROUP_ROWS = 100_000

type PlacedTrace = TracePosition & { readonly shot: Shot; readonly trace: number; readonly index: number }

/** `headers.parquet`: columns and types of the original's benchmark set, with cdp and trace_id_code (2 is dead). */
export function headersTable(shots: readonly Shot[], dead: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const nTraces = shots.reduce((sum, shot) => sum + shot.nTraces, 0)
  const fill = (put: (index: number, value: number) => void, value: (row: PlacedTrace) => number): void => {
    for (const shot of shots)
      for (let trace = 0; trace < shot.nTraces; trace++) {
        const index = shot.startTrace + trace
        put(index, value({ shot, trace, index, ...positionOf(shot, trace) }))
      }
  }
  const integers = (name: string, value: (row: PlacedTrace) => number): ColumnSource => {
    const data = new BigInt64Array(nTraces)
    fill((index, number) => (data[index] = BigInt(number)), value)
    return { name, data, type: 'INT64' }
  }
  const floats = (name: string, value: (row: PlacedTrace) => number): ColumnSource => {
    const data = new Float32Array(nTraces)
    fill((index, number) => (data[index] = number), value)
    return { name, data, type: 'FLOAT' }
  }
  const doubles = (name: string, value: (row: PlacedTrace) => number): ColumnSource => {
    const data = new Float64Array(nTraces)
    fill((index, number) => (data[index] = number), value)
    return { name, data, type: 'DOUBLE' }
  }
  return write([
    integers('trace_index', ({ index }) => index),
    integers('field_record', ({ shot }) => recordNumber(shot)),
    integers('trace_in_field', ({ trace }) => trace + 1),
    doubles('source_x', ({ shot }) => shot.sourceX),
    doubles('source_y', () => 0),
    floats('receiver_x', ({ receiverX }) => receiverX),
    floats('receiver_y', () => 0),
    floats('cdp_x', ({ midpointX }) => midpointX),
    floats('cdp_y', () => 0),
    floats('offset', ({ offset }) => offset),
    floats('azimuth', ({ shot, receiverX }) => (receiverX < shot.sourceX ? 270 : 90)),
    integers('inline', () => 1),
    integers('crossline', ({ midpointX }) => midpointNumber(midpointX)),
    integers('cdp', ({ midpointX }) => midpointNumber(midpointX)),
    integers('trace_id_code', ({ shot, trace }) => (dead[shot.index]?.[trace] === 1 ? 2 : 1)),
  ])
}

/** `ensemble_index.parquet`, with `end_trace` inclusive as the original has it. */
export function indexTable(shots: readonly Shot[]): Uint8Array<ArrayBuffer> {
  const integers = (name: string, value: (shot: Shot) => number): ColumnSource => ({
    name,
    data: BigInt64Array.from(shots, (shot) => BigInt(value(shot))),
    type: 'INT64',
  })
  return write([
    integers('ensemble_id', ({ index }) => index),
    integers('start_trace', ({ startTrace }) => startTrace),
    integers('end_trace', ({ startTrace, nTraces }) => startTrace + nTraces - 1),
    integers('n_traces', ({ nTraces }) => nTraces),
    integers('field_record', recordNumber),
  ])
}

function recordNumber(shot: Shot): number {
  return 1001 + shot.index
}

function write(columnData: ColumnSource[]): Uint8Array<ArrayBuffer> {
  const columns = columnData.map((column) => ({ ...column, nullable: false }))
  return new Uint8Array(parquetWriteBuffer({ columnData: columns, codec: 'SNAPPY', rowGroupSize: ROW_GROUP_ROWS }))
}

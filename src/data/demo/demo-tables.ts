import { writeColumns } from '../parquet/write-table.ts'
import { midpointNumber, positionOf, type Shot, type TracePosition } from './survey.ts'

/** Rows of a group: a gather's headers are read without decoding the whole table. */
const ROW_GROUP_ROWS = 100_000

type PlacedTrace = TracePosition & { readonly shot: Shot; readonly trace: number; readonly index: number }

/** `headers.parquet`: columns and types of the original's benchmark set, with cdp and trace_id_code (2 is dead). */
export function headersTable(shots: readonly Shot[], dead: readonly Uint8Array[]): Promise<Uint8Array<ArrayBuffer>> {
  const nTraces = shots.reduce((sum, shot) => sum + shot.nTraces, 0)
  const doubles = (value: (row: PlacedTrace) => number): Float64Array => {
    const column = new Float64Array(nTraces)
    for (const shot of shots)
      for (let trace = 0; trace < shot.nTraces; trace++) {
        const index = shot.startTrace + trace
        column[index] = value({ shot, trace, index, ...positionOf(shot, trace) })
      }
    return column
  }
  const floats = (value: (row: PlacedTrace) => number): Float32Array => Float32Array.from(doubles(value))
  const integers = (value: (row: PlacedTrace) => number): BigInt64Array => BigInt64Array.from(doubles(value), BigInt)
  const columns = {
    trace_index: integers(({ index }) => index),
    field_record: integers(({ shot }) => recordNumber(shot)),
    trace_in_field: integers(({ trace }) => trace + 1),
    source_x: doubles(({ shot }) => shot.sourceX),
    source_y: doubles(() => 0),
    receiver_x: floats(({ receiverX }) => receiverX),
    receiver_y: floats(() => 0),
    cdp_x: floats(({ midpointX }) => midpointX),
    cdp_y: floats(() => 0),
    offset: floats(({ offset }) => offset),
    azimuth: floats(({ shot, receiverX }) => (receiverX < shot.sourceX ? 270 : 90)),
    inline: integers(() => 1),
    crossline: integers(({ midpointX }) => midpointNumber(midpointX)),
    cdp: integers(({ midpointX }) => midpointNumber(midpointX)),
    trace_id_code: integers(({ shot, trace }) => (dead[shot.index]?.[trace] === 1 ? 2 : 1)),
  }
  return writeColumns(columns, ROW_GROUP_ROWS)
}

/** `ensemble_index.parquet`, with `end_trace` inclusive as the original has it. */
export function indexTable(shots: readonly Shot[]): Promise<Uint8Array<ArrayBuffer>> {
  const integers = (value: (shot: Shot) => number): BigInt64Array =>
    BigInt64Array.from(shots, (shot) => BigInt(value(shot)))
  const columns = {
    ensemble_id: integers(({ index }) => index),
    start_trace: integers(({ startTrace }) => startTrace),
    end_trace: integers(({ startTrace, nTraces }) => startTrace + nTraces - 1),
    n_traces: integers(({ nTraces }) => nTraces),
    field_record: integers(recordNumber),
  }
  return writeColumns(columns, ROW_GROUP_ROWS)
}

function recordNumber(shot: Shot): number {
  return 1001 + shot.index
}

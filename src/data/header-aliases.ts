/**
 * Names that one trace header goes by: SEG-Y byte order, SU, ProMAX-style, segyio and the original's Parquet names.
 * For looking a header up only; the name in the file is what is shown.
 */
const ALIASES: readonly (readonly string[])[] = [
  ['trace_sequence_line', 'tracl', 'TRACENO', 'TRACE_SEQUENCE_LINE'],
  ['trace_sequence_file', 'tracr', 'TRC_SEQ', 'TRACE_SEQUENCE_FILE'],
  ['field_record', 'fldr', 'FFID', 'FieldRecord'],
  ['trace_number', 'trace_in_field', 'tracf', 'CHAN', 'TraceNumber'],
  ['energy_source_point', 'ep', 'SOURCE', 'SP', 'EnergySourcePoint'],
  ['cdp', 'CDP', 'cmp'],
  ['trace_number_cdp', 'cdpt', 'SEQNO', 'CDP_TRACE'],
  ['trace_id_code', 'trid', 'TRC_TYPE', 'TraceIdentificationCode'],
  ['offset', 'OFFSET', 'Offset'],
  ['scalar_coord', 'scalco', 'SourceGroupScalar'],
  ['source_x', 'sx', 'SOU_X', 'SourceX'],
  ['source_y', 'sy', 'SOU_Y', 'SourceY'],
  ['receiver_x', 'gx', 'REC_X', 'GroupX'],
  ['receiver_y', 'gy', 'REC_Y', 'GroupY'],
  ['cdp_x', 'CDP_X', 'CDPX'],
  ['cdp_y', 'CDP_Y', 'CDPY'],
  ['sample_count', 'ns', 'NUMSMP', 'TRACE_SAMPLE_COUNT'],
  ['sample_interval', 'dt', 'SAMPRATE', 'TRACE_SAMPLE_INTERVAL'],
  ['inline', 'iline', 'ILINE_NO', 'INLINE_NO', 'INLINE_3D'],
  ['crossline', 'xline', 'XLINE_NO', 'CROSSLINE_3D'],
]

/** The name among `present` that `wanted` stands for: itself, else the same in another case, else an alias of it. */
export function findHeader(present: readonly string[], wanted: string): string | undefined {
  if (present.includes(wanted)) return wanted
  const group = ALIASES.find((names) => names.some((name) => isSame(name, wanted))) ?? []
  return [wanted, ...group].map((name) => present.find((candidate) => isSame(candidate, name))).find((name) => name)
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase()
}

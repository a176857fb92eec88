/** The figures of `bench` as a person reads them. */
import type { EngineFacts, SizeFigures } from '../bench/bench.ts'
import type { RunTimes } from '../bench/statistics.ts'
import type { CompareFigures } from './bench-compare.ts'
import type { PipelineBench } from './bench-pipeline.ts'
import type { BenchReport, MachineFacts } from './bench-report.ts'
import { formatBytes, formatCount, formatPace, formatRows } from './format.ts'

export function benchText(report: BenchReport): string {
  const { machine, engine, sizes, missing, pipeline, compare } = report
  const parts = [factsText(machine, engine), ...sizes.map(sizeText)]
  if (missing.length > 0) {
    parts.push(['Not in this build', ...missing.map(({ name, reason }) => `  ${name}: ${reason}`)].join('\n'))
  }
  parts.push(pipelineText(pipeline))
  if (compare !== null) parts.push(compareText(compare))
  return parts.join('\n\n')
}

function factsText(machine: MachineFacts, { adapter, kind, isSoftware, clock, gpu }: EngineFacts): string {
  const load = machine.loadAverage.map((value) => value.toFixed(1)).join(' before, ')
  const rows: [string, string][] = [
    ['program', `${machine.program}, Node ${machine.node}, ${machine.platform}`],
    ['processor', `${machine.processor}, ${machine.cores} cores, load ${load} after`],
    ['engine', `${kind}, ${adapter}${isSoftware ? ' (software)' : ''}, ${clock}`],
  ]
  if (gpu !== null) {
    rows.push(['adapter', [gpu.vendor, gpu.architecture, gpu.device].filter((word) => word !== '').join(' ')])
    rows.push(['driver', gpu.description])
    rows.push(['features', gpu.features.join(', ')])
    rows.push([
      'limits',
      Object.entries(gpu.limits)
        .map(([name, value]) => `${name} ${value}`)
        .join(', '),
    ])
  }
  return formatRows(rows)
}

function sizeText({ nSamples, nTraces, copy, processes, leftOut }: SizeFigures): string {
  const head = ['', 'gathers/s', 'whole ms', 'compute ms', 'n', 'spread', 'GB/s', 'of copy', 'new k']
  const copyRow = ['copy', '', '', ...timesCells(copy.times), copy.gigabytesPerSecond.toPrecision(3), '', '']
  const rows = processes.map((figures) => [
    figures.variant,
    figures.gathersPerSecond.toPrecision(3),
    figures.whole.medianMs.toPrecision(3),
    ...timesCells(figures.compute),
    figures.gigabytesPerSecond.toPrecision(3),
    percent(figures.percentOfCopy),
    `${percent(figures.rethreshold.percentOfFull)}${figures.rethreshold.isForwardKept ? '' : ' (forward again)'}`,
  ])
  const bytes = formatBytes(4 * nSamples * nTraces)
  const title = `${nSamples} samples x ${nTraces} traces, ${bytes}; medians; copy: ${copy.how}, ${copy.copiesPerRun} a timing`
  const left = leftOut.map(({ name, reason }) => `  left out: ${name}: ${reason}`)
  return [title, table([head, copyRow, ...rows]), ...left].join('\n')
}

function timesCells({ medianMs, n, spreadPercent }: RunTimes): string[] {
  return [medianMs.toPrecision(3), String(n), percent(spreadPercent)]
}

function pipelineText({ plainMegabytesPerSecond: plain, runs }: PipelineBench): string {
  const head = [
    '',
    'gathers',
    'MB/s',
    's',
    'read',
    'written',
    'wall/busiest',
    'of plain',
    'faster',
    'ideal',
    'bound',
    'busy stages',
    'pace',
  ]
  const rows = runs.map(({ percentOfPlain, ...figures }) => [
    figures.variant,
    String(figures.gathers),
    figures.megabytesPerSecond.toPrecision(3),
    figures.seconds.toPrecision(3),
    formatBytes(figures.bytesRead),
    formatBytes(figures.bytesWritten),
    figures.overBusiest.toFixed(2),
    [percentOfPlain.read, percentOfPlain.write, percentOfPlain.proven].map(percent).join(', '),
    `${figures.overlap.speedUp.toFixed(2)} x`,
    `${figures.overlap.idealSpeedUp.toFixed(2)} x`,
    figures.bound,
    Object.entries(figures.stages)
      .map(([name, { busySeconds }]) => `${name} ${percent((100 * busySeconds) / figures.seconds)}`)
      .join(' '),
    formatPace(figures.pace),
  ])
  return [
    'From disk to disk (temporary folder, file cache of the system included); faster: than with every gather written',
    'before the next one is read; ideal: if in that run all stages hid behind the busiest one, or else no core ever waited',
    `Plain reads ${plain.read.toFixed(0)} MB/s, plain writes ${plain.write.toFixed(0)} MB/s, the batch's writing thread alone ` +
      `${plain.proven.toFixed(0)} MB/s, read back (medians);`,
    'of plain: reads by plain reads, and writes, which are read back, by plain writes and by that thread alone',
    table([head, ...rows]),
  ].join('\n')
}

function compareText({ nSamples, nTraces, python, packages, comparisons, missing }: CompareFigures): string {
  const timeHeads = (whose: string) => [`${whose} ms`, 'n', 'spread', 'CPU ms']
  const head = ['', 'tool', ...timeHeads('their'), ...timeHeads('our'), 'faster', 'difference', '']
  const rows = comparisons.map((figures) => [
    figures.variant,
    figures.tool,
    ...timesCells(figures.theirs),
    figures.theirProcessorMs.toPrecision(3),
    ...timesCells(figures.ours),
    figures.ourProcessorMs.toPrecision(3),
    `${figures.ratio.toPrecision(3)} x`,
    figures.differencePercent === null ? '-' : `${figures.differencePercent.toPrecision(2)} %`,
    figures.note,
  ])
  const onDevice = comparisons.flatMap(({ variant, tool, device }) =>
    device === null
      ? []
      : [
          `  on the GPU alone, transfers left out: ${variant}, ${tool} ${device.theirs.medianMs.toPrecision(3)} ms, ` +
            `this program ${device.ours.medianMs.toPrecision(3)} ms: ${device.ratio.toPrecision(3)} x as fast`,
        ],
  )
  const versions = Object.entries(packages).map(([name, version]) => `${name} ${version ?? '(not installed)'}`)
  const title = `The work of the original's calls at ${formatCount(nSamples)} x ${formatCount(nTraces)}, memory to memory, medians`
  return [
    title,
    `  ${python === null ? 'no Python' : `Python ${python}`}${versions.length > 0 ? `: ${versions.join(', ')}` : ''}`,
    ...(rows.length > 0 ? [table([head, ...rows])] : []),
    ...onDevice,
    ...missing.map(({ name, tool, reason }) => `  not compared: ${name} with ${tool}: ${reason}`),
  ].join('\n')
}

function percent(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} %`
}

/** Columns as wide as their widest cell; the first to the left, numbers to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
  const line = (row: readonly string[]) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]!) : cell.padStart(widths[column]!))).join('  ')
  return rows.map((row) => `  ${line(row)}`.trimEnd()).join('\n')
}

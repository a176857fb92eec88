/** Reports of benchmarks as tests need them: round figures, nothing measured. */
import type { SizeFigures } from '../src/bench/bench.ts'
import type { AdapterFacts, BrowserMachine } from '../src/bench/browser-machine.ts'
import { gigabytesPerSecond, movedBytes, percentOfCopy, type RunTimes } from '../src/bench/statistics.ts'
import type { BenchmarkReport } from '../src/state/benchmark.ts'

export const MACHINE: BrowserMachine = {
  program: 'seisproc-web 0.1.0',
  browser: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
  platform: 'Linux x86_64',
  cores: 8,
  adapter: null,
  noAdapterReason: 'There is no graphics adapter',
}

export const CARD: AdapterFacts = {
  name: 'acme rocket',
  isSoftware: false,
  subgroupSizes: [32, 64],
  vendor: 'acme',
  architecture: 'rocket',
  device: '',
  description: '',
  features: ['shader-f16', 'subgroups', 'timestamp-query'],
  limits: { maxBufferSize: 2 ** 31 },
}

export function runTimesOf(medianMs: number): RunTimes {
  return { n: 3, medianMs, minMs: medianMs, maxMs: medianMs, spreadPercent: 4 }
}

/** Figures of one size: a copy, and processes with their computing time. */
export function sizeFigures(
  [nSamples, nTraces]: readonly [number, number],
  copyMs: number,
  computeMs: Readonly<Record<string, number>>,
): SizeFigures {
  const bytes = movedBytes(nSamples, nTraces)
  return {
    nSamples,
    nTraces,
    copy: {
      how: 'made up',
      copiesPerRun: 1,
      times: runTimesOf(copyMs),
      gigabytesPerSecond: gigabytesPerSecond(bytes, copyMs),
    },
    processes: Object.entries(computeMs).map(([variant, ms]) => ({
      variant,
      recipe: { format: 'seisproc-recipe/1', name: variant, steps: [] },
      whole: runTimesOf(2 * ms),
      compute: runTimesOf(ms),
      uploadMs: 0,
      readbackMs: 0,
      gathersPerSecond: 1000 / (2 * ms),
      gigabytesPerSecond: gigabytesPerSecond(bytes, ms),
      percentOfCopy: percentOfCopy(ms, copyMs),
      rethreshold: { compute: runTimesOf(ms / 2), percentOfFull: 50, isForwardKept: true },
    })),
    leftOut: [],
  }
}

export function reportOf(sizes: readonly SizeFigures[], more: Partial<BenchmarkReport> = {}): BenchmarkReport {
  return {
    isQuick: true,
    machine: MACHINE,
    startedAt: '2026-11-21T16:20:05.000Z',
    seconds: 4,
    engine: { kind: 'cpu', adapter: '8 worker threads', isSoftware: false, clock: 'wall clock', gpu: null },
    sizes,
    missing: [],
    ...more,
  }
}

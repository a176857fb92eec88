import type { ReactElement } from 'react'
import type { EngineFacts } from '../../bench/bench.ts'
import { shownFigures } from '../../state/benchmark.ts'
import { useBenchmark } from '../context.ts'
import { capitalised } from '../shell/ErrorLines.tsx'

const CLOCKS: Readonly<Record<EngineFacts['clock'], string>> = {
  'GPU timestamps':
    'GPU timestamps, around the computing alone. Chrome rounds them to 0.1 ms unless told otherwise: a small gather can be too short for them, and has no rate then.',
  'wall clock': 'The wall clock, from the call to its result, on all threads.',
}

/** How to read the figures. */
export function Explanations(): ReactElement {
  const figures = useBenchmark(shownFigures)
  const copy = figures?.sizes[0]?.copy
  return (
    <section className="section" aria-label="How to read this">
      <div className="section-head">
        <h2 className="section-title">How to read this</h2>
      </div>
      <dl className="explanations">
        <dt>Bar</dt>
        <dd>
          The rate of a process: every sample read once and written once, over the computing time. The tick is a plain
          copy of the same bytes on the same engine, 100 %: the measure that VkFFT uses.
        </dd>
        {copy !== undefined && (
          <>
            <dt>Copy</dt>
            <dd>
              {capitalised(copy.how)}, {copy.copiesPerRun} a timing.
            </dd>
          </>
        )}
        {figures !== null && (
          <>
            <dt>Clock</dt>
            <dd>{CLOCKS[figures.engine.clock]}</dd>
          </>
        )}
        <dt>n, Spread</dt>
        <dd>
          Every figure is the median of n runs; the spread is the distance between the quartiles, in percent of it.
          Other work on the machine widens it.
        </dd>
        <dt>Whole</dt>
        <dd>From memory to memory, one gather at a time, with upload and readback. Gathers/s are of this.</dd>
        <dt>New k</dt>
        <dd>
          Only the threshold changed: what it cost of the full run just before, upload and computing of each. The gather
          was still there, and the forward transform where it is kept.
        </dd>
      </dl>
    </section>
  )
}

/** What a trace's result depends on, for any engine. */
import fc from 'fast-check'
import type { Gather } from '../../src/core/gather.ts'
import type { Process } from '../../src/processes/process.ts'
import { expectSameBits } from '../compare-arrays.ts'
import { traceOf } from '../gathers.ts'
import { anyGather, anyStep, gatherOfDraw, holds, isSmall } from './arbitraries.ts'
import type { TestedEngine } from './engines.ts'

/** The gather with every trace farther than `reach` from `trace` replaced by another one's, a thousand times as loud. */
export function withOthersReplaced(gather: Gather, trace: number, reach: number): Gather {
  const { nTraces } = gather
  const samples = gather.samples.map((sample, i) => {
    const isNear = Math.abs((i % nTraces) - trace) <= reach
    return isNear ? sample : 1024 * gather.samples[(i + 1) % gather.samples.length]! + 1
  })
  return { ...gather, samples }
}

/** No trace farther than the definition's haloTraces, and what the engine adds to it, changes a bit of the result. */
export async function reachesNoFarther(process: Process, engine: TestedEngine, numRuns: number): Promise<void> {
  const { definition } = process
  const anyCase = fc
    .record({
      step: anyStep(process, engine.given),
      gather: anyGather({ nSamples: [1, 40], nTraces: [2, 40] }),
      place: fc.double({ min: 0, max: 0.999, noNaN: true }),
    })
    .filter(({ step, gather }) => isSmall(step, gather, 2 ** 20) && engine.suits(step, gather))
  const property = fc.asyncProperty(anyCase, async ({ step, gather: draw, place }) => {
    const gather = gatherOfDraw(draw)
    const trace = Math.floor(place * gather.nTraces)
    const other = withOthersReplaced(gather, trace, definition.haloTraces(step) + engine.reachBeyondHalo(step))
    const [a, b] = [await engine.process(gather, step), await engine.process(other, step)]
    const of = (samples: Float32Array) => traceOf(samples, gather.nTraces, trace)
    expectSameBits(of(b.samples), of(a.samples), `trace ${trace}`)
  })
  await holds(property, Math.ceil(engine.share * numRuns))
}

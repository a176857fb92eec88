import type { BatchReport, BatchState } from '../core/batch.ts'
import { asSeisError, throwIfAborted } from '../core/errors.ts'
import { Attempts } from './attempts.ts'
import { BatchMeters } from './batch-meters.ts'
import type { BatchSetup } from './batch-setup.ts'
import { BatchStages, WRITE_TRIES } from './batch-stages.ts'
import { sleepByTimer } from './persist.ts'
import { planBatch } from './plan.ts'
import { RunRecorder } from './run-recorder.ts'
import { monotonicClock } from './stage-meter.ts'
import { traceRows } from './trace-rows.ts'

const PROGRESS_SECONDS = 0.2

/**
 * The whole batch: reads, processes and writes every gather of the request, stages overlapping, samples in flight
 * bounded by `quotaBytes`. Cancelling (by `signal`) lets begun writes end and leaves an unfinished output that can go
 * on; it is reported, not thrown. What fails is tried again; what `control` can be held for pauses the batch. The first
 * failure that neither helps stops the intake and is thrown when the work in hand has settled.
 */
export async function runBatch(setup: BatchSetup): Promise<BatchReport> {
  const { source, engine, sink, request, onProgress } = setup
  const clock = setup.clock ?? monotonicClock
  const plan = planBatch(source.info, request)
  const meters = new BatchMeters(clock, source, plan, engine.info)
  const recorder = new RunRecorder()
  let reportedAt = Number.NEGATIVE_INFINITY
  const report = (isDue: boolean): void => {
    if (!isDue && clock() - reportedAt < PROGRESS_SECONDS) return
    reportedAt = clock()
    meters.peakMemoryBytes = Math.max(meters.peakMemoryBytes, setup.memoryBytes?.() ?? 0)
    const snapshot = meters.nextSnapshot()
    recorder.note(snapshot, meters.tracesNow)
    onProgress?.(snapshot)
  }
  const finalReport = (state: BatchReport['state']): BatchReport => {
    const snapshot = meters.snapshot()
    const missingChunks = [...meters.missingChunks].sort()
    const course = recorder.course(snapshot, meters.tracesNow)
    return { ...snapshot, state, badSamples: meters.badSamples, missingChunks, course }
  }
  const enter = (state: BatchState): void => {
    meters.state = state
    report(true)
  }
  const stop = new AbortController()
  const cancel = (): void => stop.abort()
  setup.signal?.addEventListener('abort', cancel)
  const { control = null, sleep = sleepByTimer } = setup
  const onRetry = (): void => {
    meters.retries += 1
  }
  const attempts = new Attempts({ signal: stop.signal, sleep, control, onRetry })
  const unlisten = control?.listen(() => {
    meters.hold(control.paused)
    report(true)
  })
  let hasBegun = false
  try {
    throwIfAborted(setup.signal)
    enter('planning')
    const rows = await traceRows(source, plan, request.sort, stop.signal)
    const { info } = source
    const { outputs, grid, segments } = plan
    const job = { request, info, engine: engine.info, outputs, grid, segments, rows }
    hasBegun = true
    const earlier = await sink.begin(job, { signal: stop.signal })
    enter('running')
    const stages = new BatchStages({
      ...setup,
      plan,
      rows,
      earlier,
      meters,
      stop,
      attempts,
      // While it is held, what is in hand ends, and nothing would send what was passed over.
      onStep: () => report(meters.isHeld),
    })
    await stages.run()
    throwIfAborted(setup.signal)
    enter('finishing')
    await attempts.make(() => sink.finish(finalReport('done')), WRITE_TRIES)
    enter('done')
    return finalReport('done')
  } catch (thrown) {
    const error = asSeisError(thrown)
    const isCancelled = error.code === 'cancelled' && setup.signal?.aborted === true
    // A failure to suspend must not hide why the run ended; what it would have noted is found again on resume.
    if (hasBegun) await sink.suspend().catch(() => undefined)
    enter(isCancelled ? 'cancelled' : 'failed')
    if (!isCancelled) throw error
    return finalReport('cancelled')
  } finally {
    unlisten?.()
    setup.signal?.removeEventListener('abort', cancel)
  }
}

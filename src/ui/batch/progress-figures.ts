import type { BatchProgress } from '../../core/batch.ts'
import { countOf, formatDuration, formatFigure, formatFixed, withUnit } from '../format.ts'

/** Share of the traces that are written, in percent; 0 before anything is known. */
export function percentDone(progress: BatchProgress | null): number {
  return progress === null || progress.nTraces === 0 ? 0 : (100 * progress.tracesDone) / progress.nTraces
}

/** Share of the traces that are computed, written or not. */
export function percentComputed({ nTraces, tracesComputed }: BatchProgress): number {
  return nTraces === 0 ? 0 : (100 * tracesComputed) / nTraces
}

/** "19.6 gathers/s": of gathers of the usual width. */
export function gatherRateText({ nGathers, nTraces, tracesPerSecond }: BatchProgress): string {
  return withUnit(formatFigure(nTraces === 0 ? 0 : (tracesPerSecond * nGathers) / nTraces), 'gathers/s')
}

/** What a batch that is to wait is still about; null where nothing is in hand. */
export function pausingText({ stages }: BatchProgress): string | null {
  const nComputing = stages.upload.inFlight + stages.compute.inFlight + stages.readback.inFlight
  if (nComputing > 0) return `Pausing: finishing ${countOf(nComputing, 'gather')}.`
  return stages.write.inFlight > 0 ? `Pausing: writing ${countOf(stages.write.inFlight, 'chunk')}.` : null
}

/** It waits, and what was in hand before is not ended yet. */
export function isPausing(progress: BatchProgress): boolean {
  return progress.state === 'paused' && progress.paused?.error === null && pausingText(progress) !== null
}

export function batchPercent(progress: BatchProgress | null, decimals: number): string {
  return withUnit(formatFixed(percentDone(progress), decimals), '%')
}

/** "42 %, 3 min 30 s left". */
export function etaText(progress: BatchProgress): string {
  const percent = batchPercent(progress, 0)
  return progress.etaSeconds === null ? percent : `${percent}, ${formatDuration(progress.etaSeconds)} left`
}

import type { StageName } from '../../core/batch.ts'
import type { RunFigures } from '../../core/output-report.ts'
import { overallShares } from '../../state/batch.ts'
import { formatShare } from '../format.ts'

/** One sentence on what limits the rate, from measured shares only. */
export function boundSentence(
  progress: Pick<RunFigures, 'bound' | 'stages' | 'seconds'>,
  engineKind: 'gpu' | 'cpu',
  isRunning: boolean,
): string {
  const shares = overallShares(progress)
  const compute = engineKind === 'gpu' ? 'GPU' : 'CPU'
  const busy = (stage: StageName): string => formatShare(shares[stage])
  switch (progress.bound) {
    case 'starting':
      return isRunning
        ? 'Starting: not enough gathers to say what limits the rate.'
        : 'Too short to say what limited the rate.'
    case 'balanced':
      return 'Balanced: no stage is busier than 80\u00a0%.'
    case 'read':
    case 'write':
      return `Disk bound: ${progress.bound === 'read' ? 'reading' : 'writing'} ${busy(progress.bound)} busy, ${compute} ${busy('compute')}.`
    case 'decode':
      return `Decode bound: ${busy('decode')} busy. The ${compute} waits ${formatShare(1 - shares.compute)} of the time.`
    case 'compute':
      return `${compute} bound: ${busy('compute')} busy.`
    case 'upload':
    case 'readback':
      return `Bus bound: ${progress.bound} ${busy(progress.bound)} busy.`
    case 'encode':
      return `Encode bound: ${busy('encode')} busy.`
  }
}

/** The engine as BatchProgress names it. */
export function engineKindOf({ engine }: { readonly engine: string }): 'gpu' | 'cpu' {
  return engine === 'cpu' ? 'cpu' : 'gpu'
}

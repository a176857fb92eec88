import type { FirstRead } from '../../state/gather.ts'
import { formatBytes, formatDuration } from '../format.ts'

/** Any drive in a machine reads faster, and nobody minds a shorter wait. */
const SLOW_BYTES_PER_SECOND = 15e6
const LONG_SECONDS = 5
/** Of less, the time is that of opening files. */
const LEAST_BYTES = 2e6

/** What to do where a drive reads as slowly as only a network does; null where it does not, or over http, as was chosen. */
export function slowReadSentence({ isFromDrive, seconds, bytesRead }: FirstRead): string | null {
  const isSlow = seconds >= LONG_SECONDS && bytesRead >= LEAST_BYTES && bytesRead / seconds < SLOW_BYTES_PER_SECOND
  if (!isFromDrive || !isSlow) return null
  const rate = `${formatBytes(bytesRead / seconds)}/s`
  return `The first gather took ${formatDuration(seconds)} to read, at ${rate}. If this folder is on a network drive, copy the dataset to a local drive: a batch reads all of it.`
}

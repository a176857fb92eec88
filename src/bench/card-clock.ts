/**
 * The clock of a graphics card falls while nothing is asked of it, an H200's to a sixth while a kernel is compiled and to
 * two thirds between gathers that come one at a time: kernels of a third of a millisecond do not bring it up again.
 */
import type { Engine } from '../core/engine.ts'
import { throwIfAborted } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { MAX_COPIES, openGpuCopy } from './copy.ts'

const AT_FIRST_MS = 300
const BETWEEN_MS = 20

export interface CardClock {
  /** To be called right before what is timed. */
  bringUp(): Promise<void>
  close(): void
}

const NOTHING_TO_DO: CardClock = { bringUp: async () => {}, close: () => {} }

/** Compiles what is to be timed, and brings the clock up by copies; for other engines than a card there is nothing to do. */
export async function openCardClock(
  engine: Engine,
  gather: Gather,
  compile: () => Promise<unknown>,
  signal?: AbortSignal,
): Promise<CardClock> {
  if (!(engine instanceof WebGpuEngine) || engine.info.isSoftware) return NOTHING_TO_DO
  await compile()
  const { copy, close } = await openGpuCopy(engine.device, gather)
  const copyFor = async (ms: number): Promise<void> => {
    for (const startedMs = performance.now(); performance.now() - startedMs < ms; ) {
      throwIfAborted(signal)
      await copy(MAX_COPIES)
    }
  }
  try {
    await copyFor(AT_FIRST_MS)
  } catch (error) {
    close()
    throw error
  }
  return { bringUp: () => copyFor(BETWEEN_MS), close }
}

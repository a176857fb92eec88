/** Reads the gather that will be asked for next ahead of that, so that stepping shows it at once. */
import type { BrowsedSource } from '../core/dataset.ts'
import { gatherAt, orderBy } from '../state/gather-order.ts'
import type { Stores } from '../state/stores.ts'
import { whenQuiet } from './when-quiet.ts'

/** Who steps on within this time is not held up by what lies between. */
const REST_MS = 100

export interface NextGather {
  /** A gather is asked for; a read ahead of another one is given up. */
  leave(from: number, to: number, isFirst: boolean): void
  /** It is on the screen. */
  arrive(source: BrowsedSource, index: number): void
}

export function createNextGather(stores: Stores): NextGather {
  let direction: 1 | -1 = 1
  let ahead: { readonly gather: number; readonly stop: AbortController } | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  return { leave, arrive }

  function leave(from: number, to: number, isFirst: boolean): void {
    clearTimeout(timer)
    if (ahead?.gather !== to) ahead?.stop.abort()
    if (isFirst) direction = 1
    else if (from !== to) direction = isBackwards(from, to) ? -1 : 1
  }

  function isBackwards(from: number, to: number): boolean {
    const gathers = stores.session.getState().dataset?.gathers
    if (gathers === undefined) return false
    const order = orderBy(gathers, stores.qc.getState())
    if (to === gatherAt(order, from, -1)) return true
    return to !== gatherAt(order, from, 1) && to < from
  }

  function arrive(source: BrowsedSource, index: number): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      const gather = gatherAt(orderBy(source.info.gathers, stores.qc.getState()), index, direction)
      if (gather !== index) void read(source, gather)
    }, REST_MS)
  }

  async function read(source: BrowsedSource, gather: number): Promise<void> {
    const stop = new AbortController()
    ahead?.stop.abort()
    ahead = { gather, stop }
    await whenQuiet(stores, stop.signal)
    // What is wrong with it is said when the user asks for it.
    if (!stop.signal.aborted) await source.readAhead(gather, { signal: stop.signal }).catch(() => undefined)
  }
}

/** Puts gathers into the engine of the preview, with the header columns that the steps of a recipe need. */
import type { Gather, TraceHeaders } from '../core/gather.ts'
import type { PreviewEngine } from '../engine/preview.ts'

/** Header columns of a gather's traces, by name; rejects where there is no such column. */
export type ReadHeaders = (gather: Gather, names: readonly string[]) => Promise<TraceHeaders>

export interface GatherLoader {
  /** Does nothing where the gather is there already with all that is needed. */
  load(engine: PreviewEngine, gather: Gather, headerNames: readonly string[]): Promise<void>
  /** Something else may have been loaded. */
  forget(): void
}

export function createGatherLoader(readHeaders: ReadHeaders): GatherLoader {
  let loaded: { readonly gather: Gather; readonly engine: PreviewEngine; readonly headers: TraceHeaders } | null = null
  return {
    async load(engine, gather, names) {
      const isThere = loaded?.gather === gather && loaded.engine === engine
      if (isThere && names.every((name) => loaded?.headers[name] !== undefined)) return
      const headers = names.length === 0 ? {} : await readHeaders(gather, names)
      await engine.load(names.length === 0 ? gather : { ...gather, headers })
      loaded = { gather, engine, headers }
    },
    forget() {
      loaded = null
    },
  }
}

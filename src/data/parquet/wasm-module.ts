/** The one instance of parquet-wasm in this thread, and a guard around its panics. */
import type * as ParquetWasm from 'parquet-wasm/esm'
import { asSeisError } from '../../core/errors.ts'

export type ParquetModule = Pick<
  typeof ParquetWasm,
  'ParquetFile' | 'wasmMemory' | 'Table' | 'writeParquet' | 'WriterPropertiesBuilder' | 'Compression'
>

let loading: Promise<ParquetModule> | undefined

/** Loads the module on first use: the build for Node there, elsewhere the one whose wasm file is served beside the page. */
export function loadParquetModule(): Promise<ParquetModule> {
  if (loading === undefined) {
    loading = importModule()
    // A load that failed (no network) may be tried again.
    loading.catch(() => {
      loading = undefined
    })
  }
  return loading
}

async function importModule(): Promise<ParquetModule> {
  reportPanics()
  if (import.meta.env.SSR) return await import('parquet-wasm/node')
  const [module, wasm] = await Promise.all([
    import('parquet-wasm/esm'),
    import('parquet-wasm/esm/parquet_wasm_bg.wasm?url'),
  ])
  await module.default({ module_or_path: wasm.default })
  return module
}

let onPanic: ((error: unknown) => void) | undefined

/**
 * Rust panics of parquet-wasm (broken pages, for one) are thrown inside a microtask: the promise that waits for the
 * result would never settle, and Node would end. Its microtasks pass through here, so that `guardPanics` hears of it.
 */
function reportPanics(): void {
  const schedule = globalThis.queueMicrotask.bind(globalThis)
  globalThis.queueMicrotask = (callback) => {
    schedule(() => {
      try {
        callback()
      } catch (error) {
        if (onPanic === undefined || !(error instanceof WebAssembly.RuntimeError)) throw error
        onPanic(error)
      }
    })
  }
}

let lastTask: Promise<unknown> = Promise.resolve()

/** Runs one task on the module at a time (a panic names no task); rejects when the module panics during it. */
export function guardPanics<Result>(task: () => Promise<Result>): Promise<Result> {
  const guarded = lastTask.then(
    () =>
      new Promise<Result>((resolve, reject) => {
        onPanic = reject
        task().then(resolve, reject)
      }),
  )
  lastTask = guarded
    .catch((error: unknown) => asSeisError(error))
    .finally(() => {
      onPanic = undefined
    })
  return guarded
}

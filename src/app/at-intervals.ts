/** Calls `job` at most once in `intervalMs`: at once where it rested, else with the newest value when its time has come. */
export function atIntervals<Value>(intervalMs: number, job: (value: Value) => void): (value: Value) => void {
  let lastMs = Number.NEGATIVE_INFINITY
  let timer: ReturnType<typeof setTimeout> | undefined
  let newest: Value
  const run = (): void => {
    timer = undefined
    lastMs = performance.now()
    job(newest)
  }
  return (value) => {
    newest = value
    if (timer !== undefined) return
    const waitMs = lastMs + intervalMs - performance.now()
    if (waitMs <= 0) run()
    else timer = setTimeout(run, waitMs)
  }
}

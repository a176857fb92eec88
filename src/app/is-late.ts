/** A new gather whose result is not there by then is shown as it is, meanwhile. */
const LATE_MS = 300

/** Whether a run is not over, well or ill, after so long. */
export async function isLate(running: Promise<unknown>): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), LATE_MS)
  })
  const over = running.then(
    () => false,
    () => false,
  )
  const answer = await Promise.race([over, late])
  clearTimeout(timer)
  return answer
}

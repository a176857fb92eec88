/** A new gather whose result is not there by then is shown as it is, meanwhile; sooner where there is no picture yet. */
const LATE_MS = 300
const LATE_FOR_BLANK_MS = 30

/** Whether a run is not over, well or ill, after so long. */
export async function isLate(running: Promise<unknown>, isBlank: boolean): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(true), isBlank ? LATE_FOR_BLANK_MS : LATE_MS)
  })
  const over = running.then(
    () => false,
    () => false,
  )
  const answer = await Promise.race([over, late])
  clearTimeout(timer)
  return answer
}

/** So many are on their way to the screen at once; the one after them begins when the first is there. */
const FRAMES_AHEAD = 2
/** A hidden tab draws none. */
const NO_FRAMES_MS = 2000

/** Resolves, to the time, when what has been drawn, by `device` or without one, is on the screen, or after a while without frames. */
export async function afterFrames(device: GPUDevice | null): Promise<number> {
  // Where it is lost, whoever asks it next is told so.
  await device?.queue.onSubmittedWorkDone().catch(() => undefined)
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, NO_FRAMES_MS)
    let left = FRAMES_AHEAD
    const next = (): void => {
      if (left-- > 0) requestAnimationFrame(next)
      else {
        clearTimeout(timer)
        resolve()
      }
    }
    requestAnimationFrame(next)
  })
  return performance.now()
}

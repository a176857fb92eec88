import { useEffect, useState } from 'react'
import { useRecipe, useResult } from './context.ts'

/** Work that takes longer than this says so; the old picture and the old figures stay. */
export const BUSY_AFTER_MS = 200
/** While a slider is held pictures follow each other; words would only flicker between them. */
const BUSY_IN_DRAG_MS = 1000

/** Whether the run in hand, its measures included, takes so long that the page says so. */
export function useIsSlow(): boolean {
  const isDragging = useRecipe((state) => state.drag !== null)
  const isRunning = useResult((state) => state.isRunning)
  return useStaysTrue(isRunning, isDragging ? BUSY_IN_DRAG_MS : BUSY_AFTER_MS)
}

export function useStaysTrue(flag: boolean, afterMs: number): boolean {
  const [stays, setStays] = useState(false)
  useEffect(() => {
    if (!flag) {
      setStays(false)
      return
    }
    const timer = setTimeout(() => setStays(true), afterMs)
    return () => clearTimeout(timer)
  }, [flag, afterMs])
  return stays
}

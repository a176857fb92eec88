import { useEffect, useState } from 'react'

/** Whole seconds since `startedAt` (milliseconds since 1970), counted on while the component is there. */
export function useElapsedSeconds(startedAt: number): number {
  const [now, setNow] = useState(Date.now)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.max(0, Math.floor((now - startedAt) / 1000))
}

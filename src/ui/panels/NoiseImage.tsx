import { type ReactElement, useLayoutEffect, useRef } from 'react'
import { useActions, useResult } from '../context.ts'

/** Lies over the Noise panel while it shows something else than the noise. */
export function NoiseImage(): ReactElement {
  const actions = useActions()
  const image = useResult((state) => state.image)
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    actions.attachImage(canvas.current)
    return () => actions.attachImage(null)
  }, [actions])
  return (
    <>
      <canvas className="image" ref={canvas} data-image={image} />
      {image === 'working' && <span className="badge">working</span>}
      {image === 'none' && <span className="badge">No step of the chain looks for outliers.</span>}
    </>
  )
}

/*
 * Plan: traces lie where the panels have them: a gap stays empty, and the traces beside it keep their places.
 * Control case: without places every pixel has a trace.
 */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createSweepPictures } from '../../src/app/sweep-pictures.ts'
import type { TracePlaces } from '../../src/core/view.ts'
import { placeTraces } from '../../src/panels/trace-places.ts'
import { FakeImageData } from '../fake-image-data.ts'
import { gatherOf } from '../gathers.ts'

beforeEach(() => vi.stubGlobal('ImageData', FakeImageData))
afterEach(() => vi.unstubAllGlobals())

const colours = () => ({ clip: 1, noiseGain: 1, colourMap: 'grey', reversed: false }) as const

/** Which pixels of a row are drawn. */
function drawnWith(places: TracePlaces | null): readonly boolean[] {
  let row: readonly boolean[] = []
  const context = {
    putImageData: ({ data }: ImageData) => {
      row = Array.from({ length: data.length / 4 }, (_, x) => data[4 * x + 3] === 255)
    },
    clearRect: () => undefined,
  }
  const canvas = { width: 0, height: 0, getContext: () => context } as unknown as HTMLCanvasElement
  const gather = gatherOf(1, 4, new Float32Array(4))
  const pictures = createSweepPictures(colours, { width: 8, height: 1 })
  pictures.attach(canvas, { cell: 0, panel: 'after' })
  pictures.begin(gather, null, places)
  pictures.setAfter(0, gather)
  return row
}

it('leaves the gaps of true spacing empty', () => {
  const places = placeTraces(Float64Array.of(0, 1, 6, 7))
  const [is, no] = [true, false]
  expect(drawnWith(places as TracePlaces)).toEqual([is, is, no, no, no, no, is, is])
  expect(drawnWith(null)).toEqual(new Array(8).fill(is))
})

import { useLayoutEffect, useMemo, useRef } from 'react'
import type { SweepPicture } from '../../app/sweep-pictures.ts'
import { type CellRank, rankCells, sweepBase } from '../../state/sweep-sheet.ts'
import { useActions, useGather, useRecipe, useSweep } from '../context.ts'

/** Of each cell; null where it has no figures yet. */
export function useRanks(): readonly (CellRank | null)[] {
  const cells = useSweep((state) => state.sheet?.cells)
  const weight = useSweep((state) => state.weight)
  return useMemo(() => rankCells(cells ?? [], weight), [cells, weight])
}

/** What the sheet was made with that is not in hand any more; null where it is. */
export function useStaleness(): 'recipe' | 'gather' | null {
  const sheet = useSweep((state) => state.sheet)
  const items = useRecipe((state) => state.items)
  const index = useGather((state) => state.index)
  return useMemo(() => {
    if (sheet === null) return null
    if (sweepBase(items, sheet.axes) !== sheet.base) return 'recipe'
    return sheet.gather === index ? null : 'gather'
  }, [sheet, items, index])
}

/** A canvas that the app draws the picture into. */
export function useThumbnail({ cell, panel }: SweepPicture): React.RefObject<HTMLCanvasElement | null> {
  const actions = useActions()
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    if (element === null) return
    actions.attachThumbnail(element, { cell, panel })
    return () => actions.attachThumbnail(element, null)
  }, [actions, cell, panel])
  return canvas
}

/** The regions of the page in focus order. */
const REGIONS = [
  '.top-bar',
  '.banners .notice',
  '.view-toolbar',
  '.panel:not([hidden])',
  '.navigator',
  '.sweep-form',
  '.sweep-sheet',
  '.sweep-side .section',
  '.analysis',
  '.inspector .section',
  '.action-row',
  '.start section',
  '.url-form',
  '.column-side',
  '.column-centre',
  '.error-page',
  '.status-bar',
].join(', ')
const FOCUSABLE = ':is(button, input, select, a[href], [tabindex="0"]):not(:disabled, [hidden])'

/** Moves the focus to the next (1) or previous (-1) region that can take it; false when there is none. */
export function focusRegion(direction: 1 | -1): boolean {
  const regions = [...document.querySelectorAll<HTMLElement>(REGIONS)].flatMap((region) => {
    const target = region.matches(FOCUSABLE) ? region : region.querySelector<HTMLElement>(FOCUSABLE)
    return target === null ? [] : [{ region, target }]
  })
  const at = regions.findLastIndex(({ region }) => region.contains(document.activeElement))
  const next = at < 0 && direction < 0 ? regions.length - 1 : at + direction
  regions[next]?.target.focus()
  return regions[next] !== undefined
}

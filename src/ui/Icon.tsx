import type { ReactElement } from 'react'

const PATHS = {
  chevron: 'M4 5.5 7 8.5l3-3',
  previous: 'M8.5 4 5.5 7l3 3',
  next: 'M5.5 4l3 3-3 3',
  first: 'M9.5 4l-3 3 3 3M4.5 4v6',
  last: 'M4.5 4l3 3-3 3M9.5 4v6',
  undo: 'M5 3 2.5 5.5 5 8M2.5 5.5H9a2.6 2.6 0 0 1 0 5.2H6',
  redo: 'M9 3l2.5 2.5L9 8M11.5 5.5H5a2.6 2.6 0 0 0 0 5.2h3',
  lock: 'M3 6.2h8v5.3H3zM4.8 6.2V4.6a2.2 2.2 0 0 1 4.4 0v1.6',
  chip: 'M3.2 3.2h7.6v7.6H3.2zM5.6 5.6h2.8v2.8H5.6zM5 1.5v1.7M9 1.5v1.7M5 10.8v1.7M9 10.8v1.7M1.5 5h1.7M1.5 9h1.7M10.8 5h1.7M10.8 9h1.7',
  plus: 'M7 3v8M3 7h8',
  pause: 'M5 3.5v7M9 3.5v7',
  list: 'M2.5 3.5h9M2.5 7h9M2.5 10.5h6',
  dots: 'M3.2 7h.4M6.8 7h.4M10.4 7h.4',
  check: 'M3 7.3 5.8 10 11 4.2',
  warning: 'M7 2.2 12.4 11.6H1.6zM7 5.8v2.6M7 10h.01',
  three: 'M2 3h10v8H2zM5.4 3v8M8.7 3v8',
  flip: 'M2 4h8.5M8.5 2l2 2-2 2M12 10H3.5M5.5 8l-2 2 2 2',
  hand: 'M7 1.8v10.4M1.8 7h10.4M5.4 3.4 7 1.8l1.6 1.6M5.4 10.6 7 12.2l1.6-1.6M3.4 5.4 1.8 7l1.6 1.6M10.6 5.4 12.2 7l-1.6 1.6',
  window: 'M2 4.6V2h2.6M9.4 2H12v2.6M12 9.4V12H9.4M4.6 12H2V9.4M6.2 2h1.6M6.2 12h1.6M2 6.2v1.6M12 6.2v1.6',
  spectrum: 'M1.8 11.5 4 4.2l2 4.3 1.8-2.3 1.7 3 2.7 2.3',
  bookmark: 'M4 2.2h6v9.6L7 9.4l-3 2.4z',
  close: 'M3.8 3.8l6.4 6.4M10.2 3.8l-6.4 6.4',
  folder: 'M1.8 4V11h10.4V4.6H6.8L5.6 3H1.8z',
  find: 'M9.6 6A3.6 3.6 0 1 1 2.4 6a3.6 3.6 0 0 1 7.2 0M8.8 8.8 12 12',
  theme: 'M7 2.4a4.6 4.6 0 1 0 0 9.2 4.6 4.6 0 1 0 0-9.2v9.2M8.4 3.4v7.2M9.8 4.2v5.6',
  wiggle: 'M7 1.5c0 1.5 3.5 1 3.5 2.5S3.5 5.5 3.5 7s7 1 7 2.5S7 11 7 12.5',
  wiggleArea: 'M7 1.5c0 1.5 3.5 1 3.5 2.5S3.5 5.5 3.5 7s7 1 7 2.5S7 11 7 12.5zM7 3.2h3M7 4.8h2M7 8.4h2.6M7 10h3.2',
  smooth: 'M1.5 11h2.2V8.2h2.2V5.4h2.2V3.6M3.2 11.6C7 10.4 6.4 4 12.5 3',
  polarity: 'M1.5 7h11M2 7c1-5 3.5-5 5 0s4 5 5 0',
} as const

export type IconName = keyof typeof PATHS

/** A line icon, 14 px. Always beside a word, or inside a control that has a name. */
export function Icon({ name }: { readonly name: IconName }): ReactElement {
  return (
    <svg className="icon" viewBox="0 0 14 14" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}

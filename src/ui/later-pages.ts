/** Pages that nobody needs before the first picture: each is a file of its own, fetched when the page is quiet. */
import { type ComponentProps, type ComponentType, createElement, lazy, type ReactElement, useState } from 'react'

interface LaterPage<Props> {
  readonly lazy: ComponentType<Props>
  /** The page itself, once it is fetched. */
  there: ComponentType<Props> | null
  fetchOnce(): Promise<unknown>
}

function later<Props>(fetchPage: () => Promise<ComponentType<Props>>): LaterPage<Props> {
  let fetched: Promise<{ default: ComponentType<Props> }> | null = null
  const fetchOnce = () => {
    fetched ??= fetchPage().then((page) => {
      found.there = page
      return { default: page }
    })
    return fetched
  }
  const found: LaterPage<Props> = { lazy: lazy(fetchOnce) as ComponentType<Props>, there: null, fetchOnce }
  return found
}

const batch = later(() => import('./batch/BatchPage.tsx').then(({ BatchPage: Page }) => Page))
const report = later(() => import('./batch/ReportPage.tsx').then(({ ReportPage: Page }) => Page))
const sweep = later(() => import('./sweep/SweepPage.tsx').then(({ SweepPage: Page }) => Page))
const benchmark = later(() => import('./benchmark/BenchmarkPage.tsx').then(({ BenchmarkPage: Page }) => Page))

export const BatchPage = (): ReactElement => createElement(usePage(batch))
export const ReportPage = (props: ReportProps): ReactElement => createElement(usePage(report), props)
export const SweepPage = (): ReactElement => createElement(usePage(sweep))
export const BenchmarkPage = (): ReactElement => createElement(usePage(benchmark))

type ReportProps = ComponentProps<typeof report.lazy>

/** What is there is drawn at once: a lazy page begins with an empty frame, also when it has been fetched. */
function usePage<Props>(page: LaterPage<Props>): ComponentType<Props> {
  const [shown] = useState(() => page.there ?? page.lazy)
  return shown
}

/** Fetches all of them, so that a click shows its page at once, also when the server is gone by then. */
export async function fetchLaterPages(): Promise<void> {
  await Promise.all([batch, report, sweep, benchmark].map(({ fetchOnce }) => fetchOnce()))
}

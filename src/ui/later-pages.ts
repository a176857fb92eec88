/** What nobody needs before the first picture: each is a file of its own, fetched when the page is quiet. */
import {
  type ComponentProps,
  type ComponentType,
  createElement,
  lazy,
  type ReactElement,
  Suspense,
  useState,
} from 'react'

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
const analysis = later(() => import('./analysis/AnalysisSection.tsx').then(({ AnalysisSection: Section }) => Section))

export const BatchPage = (): ReactElement => createElement(usePage(batch))
export const ReportPage = (props: ReportProps): ReactElement => createElement(usePage(report), props)
export const SweepPage = (): ReactElement => createElement(usePage(sweep))
export const BenchmarkPage = (): ReactElement => createElement(usePage(benchmark))

/** Its place in the page stays empty while it is on its way. */
export const AnalysisSection = (props: AnalysisProps): ReactElement =>
  createElement(Suspense, { fallback: null }, createElement(LaterAnalysis, props))

const LaterAnalysis = (props: AnalysisProps): ReactElement => createElement(usePage(analysis), props)

type AnalysisProps = ComponentProps<typeof analysis.lazy>
type ReportProps = ComponentProps<typeof report.lazy>

/** What is there is drawn at once: a lazy page begins with an empty frame, also when it has been fetched. */
function usePage<Props>(page: LaterPage<Props>): ComponentType<Props> {
  const [shown] = useState(() => page.there ?? page.lazy)
  return shown
}

/** Fetches all of them, so that a click shows its page at once, also when the server is gone by then. */
export async function fetchLaterPages(): Promise<void> {
  await Promise.all([batch, report, sweep, benchmark, analysis].map(({ fetchOnce }) => fetchOnce()))
}

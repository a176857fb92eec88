/** Pages that nobody needs before the first picture: each is a file of its own, fetched when the page is quiet. */
import { type ComponentType, lazy } from 'react'

function later<Props>(fetchPage: () => Promise<ComponentType<Props>>) {
  let fetched: Promise<{ default: ComponentType<Props> }> | null = null
  const fetchOnce = () => {
    fetched ??= fetchPage().then((page) => ({ default: page }))
    return fetched
  }
  return { page: lazy(fetchOnce), fetchOnce }
}

const batch = later(() => import('./batch/BatchPage.tsx').then(({ BatchPage }) => BatchPage))
const report = later(() => import('./batch/ReportPage.tsx').then(({ ReportPage }) => ReportPage))
const sweep = later(() => import('./sweep/SweepPage.tsx').then(({ SweepPage }) => SweepPage))
const benchmark = later(() => import('./benchmark/BenchmarkPage.tsx').then(({ BenchmarkPage }) => BenchmarkPage))

export const BatchPage = batch.page
export const ReportPage = report.page
export const SweepPage = sweep.page
export const BenchmarkPage = benchmark.page

/** Fetches all of them, so that a click shows its page at once, also when the server is gone by then. */
export async function fetchLaterPages(): Promise<void> {
  await Promise.all([batch, report, sweep, benchmark].map(({ fetchOnce }) => fetchOnce()))
}

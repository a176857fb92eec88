/** Seconds on a clock that never goes back. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Time that spans cover together; they may overlap and come in any order, mostly the latest last. */
export class BusySpans {
  /** In order, without overlaps. */
  readonly #spans: Span[] = []
  #seconds = 0

  get seconds(): number {
    return this.#seconds
  }

  add(start: number, end: number): void {
    let first = this.#spans.length
    while (first > 0 && this.#spans[first - 1]!.end >= start) first--
    let last = first
    while (last < this.#spans.length && this.#spans[last]!.start <= end) last++
    const touched = this.#spans.slice(first, last)
    const joined = {
      start: Math.min(start, touched[0]?.start ?? start),
      end: Math.max(end, touched.at(-1)?.end ?? end),
    }
    this.#spans.splice(first, touched.length, joined)
    this.#seconds += joined.end - joined.start - touched.reduce((sum, span) => sum + span.end - span.start, 0)
  }
}

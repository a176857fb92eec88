import type { Server } from 'node:http'

export interface PageServerOptions {
  readonly root: string
  readonly port: number
  /** How many ports to try, from `port` on. */
  readonly attempts?: number
  readonly headers: Readonly<Record<string, string>>
}

export function servePage(options: PageServerOptions): Promise<{ server: Server; port: number }>

/** One byte range as {start, end}, half-open; null when none was asked for. */
export function parseRange(
  header: string | undefined,
  bytes: number,
): { start: number; end: number } | 'unsatisfiable' | null

/** The Python side of a comparison: a script that runs one job at a time on request. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { SeisError } from '../core/errors.ts'
import type { Gather } from '../core/gather.ts'
import type { RecipeStep } from '../core/recipe.ts'
import { writeNpy } from './npy-file.ts'

export interface PeerHead {
  readonly python: string
  /** Version by package; null for one that is not installed. */
  readonly packages: Readonly<Record<string, string | null>>
  readonly jobs: readonly PeerJob[]
  readonly missing: readonly { readonly name: string; readonly tool: string; readonly reason: string }[]
}

export interface PeerJob {
  readonly name: string
  readonly tool: string
  readonly note: string
  readonly isComparable: boolean
}

export interface PeerTimes {
  readonly timeMs: number
  /** Of all its threads together. */
  readonly processorMs: number
  /** On the GPU alone, without transfers; null for a job that ran elsewhere. */
  readonly deviceMs: number | null
}

export interface PythonPeer {
  readonly head: PeerHead
  /** Runs job number `job` once; reading and writing do not count. Its samples go to `output`, a .npy, if given. */
  run(job: number, output: string | null): Promise<PeerTimes>
  close(): void
}

export interface PeerRequest {
  readonly folder: string
  readonly gather: Gather
  readonly cases: readonly { readonly name: string; readonly step: RecipeStep }[]
  readonly signal: AbortSignal
}

/** From the source tree and from the built program alike. */
const SCRIPT = join(dirname(fileURLToPath(import.meta.url)), '../../test/bench/compare.py')

/** Null when there is no Python. Throws not-found without the script, unsupported when it fails. */
export async function openPythonPeer({ folder, gather, cases, signal }: PeerRequest): Promise<PythonPeer | null> {
  if (!existsSync(SCRIPT)) {
    const todo = 'run in a checkout, or from the folder that bench:pack makes'
    throw new SeisError('not-found', 'The script of the comparison is not there', { where: SCRIPT, todo })
  }
  const python = await findPython(signal)
  if (python === null) return null
  const gatherPath = join(folder, 'gather.npy')
  const requestPath = join(folder, 'request.json')
  await writeNpy(gatherPath, gather)
  const { sampleIntervalMs } = gather
  await writeFile(requestPath, JSON.stringify({ gather: gatherPath, sampleIntervalMs, cases }))
  const script = startScript(python, [requestPath], signal)
  return {
    head: (await script.nextLine()) as PeerHead,
    async run(job, output) {
      script.write({ job, output })
      return (await script.nextLine()) as PeerTimes
    },
    close: script.close,
  }
}

/** The Python with most of the packages: the one of SEISPROC_PYTHON, or of the path and of the system. */
async function findPython(signal: AbortSignal): Promise<string | null> {
  const named = process.env['SEISPROC_PYTHON']
  let best: { python: string; nPackages: number } | null = null
  for (const python of named === undefined ? ['python3', '/usr/bin/python3'] : [named]) {
    const script = startScript(python, ['--packages'], signal)
    const found = (await script.nextLine().catch(() => null)) as Pick<PeerHead, 'packages'> | null
    script.close()
    if (found === null) continue
    const nPackages = Object.values(found.packages).filter((version) => version !== null).length
    if (best === null || nPackages > best.nPackages) best = { python, nPackages }
  }
  return best?.python ?? null
}

function startScript(python: string, args: readonly string[], signal: AbortSignal) {
  const child = spawn(python, [SCRIPT, ...args], { signal })
  let complaint = ''
  child.on('error', (error) => {
    complaint ||= error.message
  })
  child.stderr.on('data', (data) => {
    complaint += data
  })
  // A script that has ended is noticed by the line that it does not send.
  child.stdin.on('error', () => {})
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    write: (value: unknown) => void child.stdin.write(`${JSON.stringify(value)}\n`),
    async nextLine(): Promise<unknown> {
      const line = await lines.next()
      if (!line.done) return JSON.parse(line.value)
      const what = `The comparison failed: ${complaint.trim().split('\n').at(-1) ?? ''}`
      throw new SeisError(signal.aborted ? 'cancelled' : 'unsupported', what, { where: python })
    },
    close: () => void child.stdin.end(),
  }
}

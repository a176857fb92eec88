/** Runs the command line in this process, on a temporary folder, with a test engine in place of real ones. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { CommandIo } from '../../src/cli/command-io.ts'
import { run } from '../../src/cli/main.ts'
import { IdentityEngine } from '../identity-engine.ts'

export interface CommandOutcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
  /** The last line of stdout, parsed; null when it is no JSON. */
  readonly json: Record<string, unknown> | null
}

export async function command(argv: readonly string[], io: Partial<CommandIo> = {}): Promise<CommandOutcome> {
  let stdout = ''
  let stderr = ''
  const exitCode = await run(argv, {
    stdout: (text) => {
      stdout += text
    },
    stderr: (text) => {
      stderr += text
    },
    isTerminal: false,
    signal: new AbortController().signal,
    openEngine: async () => new IdentityEngine({ factor: 0.5 }),
    ...io,
  })
  return { exitCode, stdout, stderr, json: parseLastLine(stdout) }
}

/** A folder that is removed when the test file has run. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'seisproc-cli-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  return folder
}

export async function writeJson(path: string, value: unknown): Promise<string> {
  await writeFile(path, JSON.stringify(value))
  return path
}

function parseLastLine(stdout: string): Record<string, unknown> | null {
  try {
    return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as Record<string, unknown>
  } catch {
    return null
  }
}

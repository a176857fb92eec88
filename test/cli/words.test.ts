/**
 * Plan: what a user types. Unknown verbs and words, missing ones, values outside their limits: exit 2, one line that
 * says what and what to do, the usage, and the same facts as JSON; `--help` everywhere; nothing is written.
 */
import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { barLine } from '../../src/cli/progress.ts'
import { parseSort } from '../../src/cli/run-verb.ts'
import { PROGRAM_NAME, PROGRAM_VERSION } from '../../src/core/program.ts'
import { command, temporaryFolder, writeJson } from './command.ts'

const folder = await temporaryFolder()
const out = `${folder}/out`
const identity = await writeJson(`${folder}/identity.json`, { format: 'seisproc-recipe/1', steps: [] })
const badValue = await writeJson(`${folder}/bad-value.json`, {
  format: 'seisproc-recipe/1',
  steps: [{ process: 'wavelet-denoise', k: -1 }],
})
await command(['demo', `${folder}/demo`, '--gathers', '2', '--traces', '8', '--samples', '32', '--chunk', '5'])
const demo = `${folder}/demo`

describe('words', () => {
  it.each([
    [[], /The verb is missing - use info/],
    [['frobnicate'], /There is no verb frobnicate - use info, demo, run, verify/],
    [['info'], /DATASET is missing - info/],
    [['info', 'a', 'b'], /Unexpected word b/],
    [['info', 'a', '--frob'], /--frob/],
    [['verify', 'a', '--json=3'], /--json/],
    [['run', demo], /--recipe is missing/],
    [['run', demo, '--recipe', identity], /--out is missing/],
    [['run', demo, '--recipe', identity, '--out', out, '--write', 'all'], /--write is all - give one of processed/],
    [['run', demo, '--recipe', identity, '--out', out, '--gathers', '3'], /--gathers is 3 - give A:B/],
    [['run', demo, '--recipe', identity, '--out', out, '--gathers', '1:7'], /no gathers 1:7/],
    [['run', demo, '--recipe', identity, '--out', out, '--sort', 'a:up'], /--sort is a:up/],
    [['run', demo, '--recipe', identity, '--out', out, '--workers', '0'], /--workers is 0 - give a whole number/],
    [['run', demo, '--recipe', identity, '--out', out, '--progress', 'loud'], /--progress is loud/],
    [['run', demo, '--recipe', identity, '--out', out, '--prefetch', '1e6'], /--prefetch is 1e6/],
    [['demo', out, '--codec', 'zip'], /--codec is zip/],
    [['demo', out, '--intervalMs', '-2'], /--intervalMs/],
  ])('%j ends with 2 and says why', async (argv, message) => {
    const { exitCode, stderr, json } = await command([...argv, '--json'])
    expect(exitCode).toBe(2)
    const [line = '', ...usage] = stderr.split('\n')
    expect(line).toMatch(/^seisproc: /)
    expect(line).toMatch(message)
    expect(usage.join('\n')).toMatch(/^usage: seisproc/)
    expect(json).toMatchObject({ error: { code: 'bad-words' } })
    expect(existsSync(out)).toBe(false)
  })

  it.each([
    [['info', `${folder}/none`], 'not-found', /no such file or folder/],
    [['run', demo, '--recipe', `${folder}/none.json`, '--out', out], 'not-found', /The recipe cannot be read/],
    [['run', demo, '--recipe', `${demo}/headers.parquet`, '--out', out], 'bad-recipe', /not JSON/],
    [['run', demo, '--recipe', badValue, '--out', out], 'bad-recipe', /k is -1 - step 1 \(wavelet-denoise\) - give/],
    [['run', demo, '--recipe', identity, '--out', out, '--sort', 'frob'], 'bad-input', /no header frob/],
    [['verify', demo], 'not-found', /There is no certificate/],
  ])('%j ends with 2 on bad input', async (argv, code, message) => {
    const { exitCode, stderr, json } = await command([...argv, '--json'])
    expect(exitCode).toBe(2)
    expect(stderr.trimEnd()).toMatch(message)
    expect(stderr.trimEnd().split('\n')).toHaveLength(1)
    expect(json).toMatchObject({ error: { code } })
    expect(existsSync(out)).toBe(false)
  })

  it('helps with every verb and without one', async () => {
    for (const verb of ['info', 'demo', 'run', 'verify']) {
      const { exitCode, stdout } = await command([verb, '--help'])
      expect(exitCode).toBe(0)
      expect(stdout).toMatch(new RegExp(`^usage: seisproc ${verb} [A-Z]+ \\[options\\]`))
    }
    expect((await command(['--help'])).exitCode).toBe(0)
    expect((await command([])).exitCode).toBe(2)
  })

  it('reads sort keys', () => {
    expect(parseSort('offset:desc, cdp,a:asc')).toEqual([
      { header: 'offset', descending: true },
      { header: 'cdp', descending: false },
      { header: 'a', descending: false },
    ])
  })

  it('is called and numbered as the package', () => {
    const { name, version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect([PROGRAM_NAME, PROGRAM_VERSION]).toEqual([name, version])
  })

  it('draws a bar of the traces done', () => {
    const none = { busySeconds: 0, bytes: 0, inFlight: 0, waiting: null }
    const stages = { read: none, decode: none, upload: none, compute: none, readback: none, encode: none, write: none }
    const line = barLine({
      state: 'running',
      gathersDone: 1,
      nGathers: 4,
      tracesDone: 600,
      tracesComputed: 600,
      nTraces: 1200,
      bytesRead: 0,
      bytesWritten: 0,
      chunksWritten: 0,
      chunksReused: 0,
      chunkProvenAt: null,
      seconds: 2,
      tracesPerSecond: 12345,
      bytesPerSecond: 98.76e6,
      etaSeconds: 67,
      stages,
      bound: 'compute',
      pace: { readers: 2, gathersAhead: 4, writers: 4 },
      engine: 'cpu',
      adapter: '',
      peakMemoryBytes: 0,
      quarantined: [],
      paused: null,
      retries: 0,
      finished: [],
    })
    expect(line).toBe(
      '[############............] 50 %  1/4 gathers  12,345 traces/s  98.8 MB/s  ETA 1:07  bound: compute',
    )
  })
})

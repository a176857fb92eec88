/**
 * Plan: the verbs one after the other, on real folders. demo, info, run (identity to the bit, sorted, a range), verify;
 * the JSON of the interface; going on after a stop; quarantine; outputs that must be refused, by links too.
 */
import { existsSync } from 'node:fs'
import { copyFile, cp, mkdir, readdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import { STAGES } from '../../src/core/batch.ts'
import { IdentityEngine } from '../identity-engine.ts'
import { command, temporaryFolder, writeJson } from './command.ts'

const folder = await temporaryFolder()
const demo = `${folder}/demo`
const recipe = await writeJson(`${folder}/half.json`, {
  format: 'seisproc-recipe/1',
  name: 'half',
  steps: [{ process: 'wavelet-denoise' }],
})
const identity = await writeJson(`${folder}/identity.json`, { format: 'seisproc-recipe/1', steps: [] })
const runWords = (out: string, ...more: string[]) => ['run', demo, '--recipe', recipe, '--out', out, '--json', ...more]
const chunks = async (path: string) => (await readdir(path)).filter((name) => /^\d/.test(name)).sort()

beforeAll(async () => {
  const size = ['--gathers', '4', '--traces', '12', '--samples', '40', '--chunk', '10']
  const { exitCode, json } = await command(['demo', demo, ...size, '--seed', '3', '--json'])
  expect(exitCode).toBe(0)
  expect(json).toMatchObject({ gathers: 4, samples: 40, seed: 3 })
})

describe('seisproc', () => {
  it('tells what a dataset holds', async () => {
    const { json, stdout } = await command(['info', demo, '--json'])
    expect(stdout.trimEnd().split('\n')).toHaveLength(1)
    expect(json).toMatchObject({ form: 'folder', sampleIntervalMs: 2, gathers: 4, codecs: [], problems: [] })
    const text = (await command(['info', demo])).stdout
    expect(text).toMatch(/samples +40 at 2 ms/)
    expect(text).toMatch(/problems +none/)
    expect((await command(['info', `${demo}/traces.zarr`, '--json'])).json).toMatchObject({ form: 'array' })
  })

  it('passes an empty recipe bit for bit, and verifies it', async () => {
    const out = `${folder}/identity`
    const { exitCode, json } = await command(['run', demo, '--recipe', identity, '--out', out, '--json'])
    expect(exitCode).toBe(0)
    expect(Object.keys(json!)).toEqual(
      expect.arrayContaining(['gathers', 'traces', 'bytesRead', 'bytesWritten', 'seconds', 'engine', 'adapter']),
    )
    expect(Object.keys(json!['stages'] as object)).toEqual([...STAGES])
    expect(json).toMatchObject({ gathers: 4, quarantined: [], engine: 'cpu' })
    const names = await chunks(`${demo}/traces.zarr`)
    const sizes = await Promise.all(names.map(async (name) => (await readFile(`${demo}/traces.zarr/${name}`)).length))
    // Each chunk is read once, although gathers share chunks and are read ahead.
    expect(json!['bytesRead']).toBe(sizes.reduce((sum, size) => sum + size, 0))
    expect(await chunks(`${out}/traces.zarr`)).toEqual(names)
    for (const name of names) {
      expect(await readFile(`${out}/traces.zarr/${name}`)).toEqual(await readFile(`${demo}/traces.zarr/${name}`))
    }
    expect((await command(['verify', out, '--json'])).json).toMatchObject({
      ok: true,
      chunks: names.length,
      faults: [],
    })
    await truncate(`${out}/traces.zarr/${names[1]}`, 7)
    const verified = await command(['verify', out])
    expect(verified.exitCode).toBe(1)
    expect(verified.stdout).toMatch(new RegExp(`traces.zarr/${names[1]}: length: found 7 bytes`))
  })

  it('writes sorted and partial datasets that open without a problem', async () => {
    const sorted = await command(runWords(`${folder}/sorted`, '--sort', 'offset:desc,trace_index'))
    const part = await command(runWords(`${folder}/part`, '--gathers', '1:3', '--write', 'noise'))
    expect([sorted.exitCode, part.exitCode]).toEqual([0, 0])
    const info = async (name: string) => (await command(['info', `${folder}/${name}`, '--json'])).json
    expect(await info('sorted')).toMatchObject({ gathers: 4, completeness: 'certified', problems: [] })
    expect((await info('sorted'))!['headers']).toContain('original_trace_index')
    expect(await info('part')).toMatchObject({ gathers: 2, completeness: 'certified', problems: [] })
    expect(existsSync(`${folder}/part/traces.zarr`)).toBe(false)
  })

  it('stops on a signal with 3, and goes on with the same words to the same bytes', async () => {
    const clean = `${folder}/clean`
    const stopped = `${folder}/stopped`
    await command(runWords(clean, '--prefetch', '1'))
    const stop = new AbortController()
    const before = (gather: { index: number }) => void (gather.index === 2 && stop.abort())
    const words = runWords(stopped, '--prefetch', '1', '--progress', 'json')
    const io = { signal: stop.signal, openEngine: async () => new IdentityEngine({ factor: 0.5, before }) }
    const first = await command(words, io)
    expect(first.exitCode).toBe(3)
    // Two are computed; the last one's chunk may not be written yet.
    expect(first.json).toMatchObject({ state: 'cancelled', gathers: expect.toBeOneOf([1, 2]) })
    expect(existsSync(`${stopped}/_SUCCESS.json`)).toBe(false)
    const states = first.stderr
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).state as string)
    expect([states[0], states.at(-1)]).toEqual(['planning', 'cancelled'])
    expect((await command(['info', stopped, '--json'])).json).toMatchObject({ completeness: 'unfinished' })
    const second = await command(words)
    expect(second.exitCode).toBe(0)
    expect(second.json!['chunksReused']).toBe(first.json!['chunksWritten'])
    for (const name of await chunks(`${clean}/traces.zarr`)) {
      expect(await readFile(`${stopped}/traces.zarr/${name}`)).toEqual(await readFile(`${clean}/traces.zarr/${name}`))
    }
  })

  it('sets gathers with a broken chunk aside and ends with 4', async () => {
    const broken = `${folder}/broken`
    await cp(demo, broken, { recursive: true })
    await truncate(`${broken}/traces.zarr/0.0`, 100)
    const out = `${folder}/quarantined`
    const { exitCode, json } = await command(['run', broken, '--recipe', recipe, '--out', out, '--json'])
    expect(exitCode).toBe(4)
    const quarantined = json!['quarantined'] as { gather: number; reason: string; written: string }[]
    expect(quarantined.map(({ gather }) => gather)).toEqual([0])
    expect(quarantined[0]!.reason).toMatch(/0\.0/)
    const certificate = JSON.parse(await readFile(`${out}/_SUCCESS.json`, 'utf8'))
    expect(certificate.quarantined).toEqual(quarantined)
  })

  it('refuses an output in, over or around the input, through links too', async () => {
    await mkdir(`${folder}/outer`)
    await cp(demo, `${folder}/outer/inner`, { recursive: true })
    await symlink(`${folder}/outer/inner`, `${folder}/link`)
    const input = `${folder}/outer/inner`
    for (const out of [input, `${input}/new/deep`, `${folder}/outer`, `${folder}/link`, `${folder}/link/new`]) {
      const words = ['run', input, '--recipe', recipe, '--out', out, '--overwrite', '--json']
      const { exitCode, json } = await command(words)
      expect([exitCode, json]).toMatchObject([2, { error: { code: 'conflict' } }])
    }
    expect(existsSync(`${input}/new`)).toBe(false)
    expect(existsSync(`${input}/job.json`)).toBe(false)
  })

  it('refuses an output where a link of the input leads, and one that is a link to nowhere', async () => {
    const input = `${folder}/linked`
    await mkdir(input)
    await symlink(`${demo}/traces.zarr`, `${input}/traces.zarr`)
    await symlink(`${folder}/nowhere`, `${folder}/dangling`)
    const before = await readdir(`${demo}/traces.zarr`)
    for (const out of [`${demo}/traces.zarr/new`, demo, `${folder}/dangling`]) {
      const words = ['run', input, '--recipe', recipe, '--out', out, '--overwrite', '--json']
      const { exitCode, json } = await command(words)
      expect([exitCode, json]).toMatchObject([2, { error: { code: 'conflict' } }])
    }
    expect(await readdir(`${demo}/traces.zarr`)).toEqual(before)
  })

  it('refuses a step whose header the dataset lacks before anything is written', async () => {
    const steps = [{ process: 'mute', velocity: 2000 }]
    const muting = await writeJson(`${folder}/mute.json`, { format: 'seisproc-recipe/1', steps })
    const out = `${folder}/muted`
    const words = (input: string) => ['run', input, '--recipe', muting, '--out', out, '--json']
    const { exitCode, json } = await command(words(`${demo}/traces.zarr`))
    expect([exitCode, json]).toMatchObject([
      2,
      { error: { code: 'bad-input', where: 'headers.parquet, column offset', found: 'no columns' } },
    ])
    expect(existsSync(out)).toBe(false)
    expect((await command(words(demo))).exitCode).toBe(0)
  })

  it('never overwrites a dataset that no run wrote', async () => {
    const other = `${folder}/other`
    await cp(demo, other, { recursive: true })
    const { exitCode, json } = await command(runWords(other, '--overwrite'))
    expect([exitCode, json]).toMatchObject([2, { error: { code: 'conflict' } }])
    expect(await chunks(`${other}/traces.zarr`)).toEqual(await chunks(`${demo}/traces.zarr`))
  })

  it('clears away what a killed run left half written', async () => {
    const out = `${folder}/killed`
    const torn = '.0b8368c1-8ae7-4a55-b5bc-21e5cce055c6.part'
    await mkdir(`${out}/traces.zarr`, { recursive: true })
    await writeFile(`${out}/${torn}`, 'half')
    expect((await command(['run', demo, '--recipe', identity, '--out', `${folder}/whole`])).exitCode).toBe(0)
    await rm(`${out}/traces.zarr`, { recursive: true })
    const words = ['run', demo, '--recipe', identity, '--out', out]
    expect((await command(words)).exitCode).toBe(0)
    await rm(`${out}/_SUCCESS.json`)
    await writeFile(`${out}/traces.zarr/${torn}`, 'half')
    expect((await command(words)).exitCode).toBe(0)
    expect((await readdir(out, { recursive: true })).sort()).toEqual(
      (await readdir(`${folder}/whole`, { recursive: true })).sort(),
    )
  })

  it('makes gathers by a header, of a size, or one, and its output keeps them', async () => {
    const info = async (...words: string[]) => (await command(['info', ...words, '--json'])).json
    expect(await info(demo, '--gathersBy', 'whole')).toMatchObject({ gathers: 1, gatherIndex: { origin: 'whole' } })
    expect(await info(demo, '--gathersBy', '7')).toMatchObject({ gatherIndex: { origin: 'size', mostTraces: 7 } })
    const byHeader = await info(demo, '--gathersBy', 'field_record')
    expect(byHeader).toMatchObject({ gathers: 4, gatherIndex: { origin: 'header', keys: ['field_record'] } })
    for (const wrong of ['', '0', 'nope', '1e3']) {
      expect((await command(['info', demo, '--gathersBy', wrong])).exitCode).toBe(2)
    }
    const sorted = `${folder}/by-size`
    await command(runWords(sorted, '--gathersBy', '7', '--sort', 'offset'))
    const nTraces = byHeader!['nTraces'] as number
    expect(await info(sorted)).toMatchObject({
      gathers: Math.ceil(nTraces / 7),
      gatherIndex: { origin: 'index', mostTraces: 7 },
      problems: [],
    })
    const part = `${folder}/by-header`
    await command(runWords(part, '--gathersBy', 'field_record', '--gathers', '1:3'))
    expect(await info(part)).toMatchObject({ gathers: 2, gatherIndex: { keys: ['field_record'] }, problems: [] })
    const metadata = await readFile(`${part}/metadata.json`, 'utf8')
    expect(metadata).toContain('"gather": [ 1, 2 ]')
    expect(JSON.parse(metadata).processing.input.read.files).toHaveProperty(['traces.zarr/.zarray', 'sha256'])
  })

  it('takes a certificate without its bytes for none', async () => {
    const out = `${folder}/empty-certificate`
    const words = ['run', demo, '--recipe', identity, '--out', out]
    await command(words)
    await truncate(`${out}/_SUCCESS.json`, 0)
    expect((await command(['info', out, '--json'])).json).toMatchObject({ completeness: 'unfinished' })
    expect((await command(['verify', out])).exitCode).toBe(2)
    expect((await command(words)).exitCode).toBe(0)
    expect((await command(['verify', out])).exitCode).toBe(0)
  })

  it('reads a recipe with the mark that Windows editors put first', async () => {
    await writeFile(`${folder}/mark.json`, `\uFEFF${await readFile(identity, 'utf8')}`)
    const words = ['run', demo, '--recipe', `${folder}/mark.json`, '--out', `${folder}/marked`]
    expect((await command(words)).exitCode).toBe(0)
  })

  it('refuses an output with other things in it until told to overwrite', async () => {
    const out = `${folder}/taken`
    await mkdir(out)
    await writeFile(`${out}/mine.txt`, 'mine')
    expect((await command(runWords(out))).exitCode).toBe(2)
    expect(await readdir(out)).toEqual(['mine.txt'])
    expect((await command(runWords(out, '--overwrite'))).exitCode).toBe(0)
    expect((await command(runWords(out, '--write', 'both'))).json).toMatchObject({ error: { code: 'conflict' } })
    await copyFile(`${out}/mine.txt`, `${folder}/file`)
    expect((await command(runWords(`${folder}/file`))).json).toMatchObject({ error: { code: 'conflict' } })
  })

  it('reports a failure of the engine with 1 and leaves a run that can go on', async () => {
    const before = () => {
      throw new Error('broken')
    }
    const out = `${folder}/failed`
    const { exitCode, stderr } = await command(runWords(out), {
      openEngine: async () => new IdentityEngine({ before }),
    })
    expect(exitCode).toBe(1)
    expect(stderr).toBe('seisproc: broken\n')
    expect((await command(runWords(out))).exitCode).toBe(0)
  })
})

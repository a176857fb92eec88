/**
 * Plan: what goes wrong in a batch, on fakes of the ports. A failure that passes is tried again and changes no byte; one
 * that stays pauses the batch where somebody can put it right, and stops it where nobody can; a gather that cannot be read
 * or computed is set aside, several in a row stop the batch; a lost engine is opened anew; a pause begins nothing new, and a
 * cancel ends it; an engine that takes two gathers at once changes none of this; bad samples are zero, stop the batch, or come back.
 */
import { describe, expect, it } from 'vitest'
import type { BatchProgress, BatchRequest } from '../../src/core/batch.ts'
import type { Engine } from '../../src/core/engine.ts'
import { SeisError } from '../../src/core/errors.ts'
import type { Gather } from '../../src/core/gather.ts'
import { LastingEngine } from '../../src/engine/lasting-engine.ts'
import { runBatch } from '../../src/pipeline/batch.ts'
import { BatchControl } from '../../src/pipeline/batch-control.ts'
import type { BatchSetup } from '../../src/pipeline/batch-setup.ts'
import { IdentityEngine, type IdentityEngineInit } from '../identity-engine.ts'
import { MemorySink } from '../memory-sink.ts'
import { MemorySource, type MemorySourceInit } from '../memory-source.ts'

const N_GATHERS = 6
const request: BatchRequest = {
  recipe: { format: 'seisproc-recipe/1', name: '', steps: [{ process: 'fake' }] },
  write: 'both',
  sort: [],
  startGather: 0,
  endGather: N_GATHERS,
  engine: 'auto',
}
const newSource = (init: Partial<MemorySourceInit> = {}) =>
  new MemorySource({
    nSamples: 4,
    nTraces: 30,
    chunkTraces: 10,
    spans: Array.from({ length: N_GATHERS }, (_, gather) => [5 * gather, 5 * gather + 5]),
    ...init,
  })

type Setup = BatchSetup & { source: MemorySource; sink: MemorySink; waits: number[] }

function setupOf(init: Partial<BatchSetup> = {}): Setup {
  const waits: number[] = []
  const sleep = async (seconds: number) => void waits.push(seconds)
  const parts = { source: newSource(), engine: new IdentityEngine({ factor: 0.5 }), sink: new MemorySink() }
  return { ...parts, request, quotaBytes: 4000, sleep, waits, ...init } as Setup
}

/** Bits of both outputs of an undisturbed run. */
async function undisturbed(): Promise<unknown> {
  const setup = setupOf()
  await runBatch(setup)
  return setup.sink.arrays
}

/** Throws `error` in the first `times` calls for each of the `gathers`. */
function failing(gathers: readonly number[], error: SeisError, times = Number.POSITIVE_INFINITY) {
  const calls = new Map<number, number>()
  return ({ index }: { readonly index: number }): void => {
    const call = (calls.get(index) ?? 0) + 1
    calls.set(index, call)
    if (gathers.includes(index) && call <= times) throw error
  }
}

const refusal = new SeisError('permission', 'The browser refuses access', { where: 'traces.zarr/0.1' })
const full = new SeisError('no-space', 'The disk is full')

function sourceThat(before: (gather: { readonly index: number }) => void): MemorySource {
  const source = newSource()
  const readGather = source.readGather.bind(source)
  source.readGather = async (index, options) => {
    before({ index })
    return readGather(index, options)
  }
  return source
}

/** Runs with a control, and does something each time that the batch is paused. */
async function runHeld(setup: Setup, whenPaused: (control: BatchControl, nPauses: number) => void) {
  const control = new BatchControl()
  const progress: BatchProgress[] = []
  let nPauses = 0
  control.listen(() => {
    if (control.paused === null) return
    nPauses += 1
    const pause = nPauses
    setTimeout(() => whenPaused(control, pause))
  })
  const report = await runBatch({ ...setup, control, onProgress: (now) => progress.push(now) })
  return { report, progress, nPauses }
}

describe('what passes is tried again', () => {
  it('a write', async () => {
    for (let write = 1; write <= 6; write++) {
      const setup = setupOf({ sink: new MemorySink({ failingWrites: (one) => one === write }) })
      expect(await runBatch(setup)).toMatchObject({ state: 'done', retries: 1, chunksWritten: 6 })
      expect(setup.waits).toEqual([0.1])
      expect(setup.sink.arrays).toEqual(await undisturbed())
    }
  })

  it('a read and a computation, with longer and longer waits', async () => {
    const engine = new IdentityEngine({ factor: 0.5, before: failing([1], new SeisError('internal', 'Odd'), 2) })
    const setup = setupOf({ engine, source: sourceThat(failing([3], refusal, 3)) })
    expect(await runBatch(setup)).toMatchObject({ state: 'done', retries: 5, quarantined: [] })
    expect([...setup.waits].sort()).toEqual([0.1, 0.1, 0.4, 0.4, 1.5])
    expect(setup.sink.arrays).toEqual(await undisturbed())
  })
})

describe('what stays', () => {
  it('sets aside a gather that cannot be read, and says why', async () => {
    const report = await runBatch(setupOf({ source: sourceThat(failing([2], refusal)) }))
    expect(report.state).toBe('done')
    expect(report.quarantined).toEqual([{ gather: 2, reason: refusal.line, written: 'zeros' }])
  })

  it('sets aside a gather that cannot be computed, unprocessed', async () => {
    const engine = new IdentityEngine({ factor: 0.5, before: failing([2, 4], new SeisError('internal', 'Odd')) })
    const setup = setupOf({ engine })
    const report = await runBatch(setup)
    expect(report.quarantined).toEqual([
      { gather: 2, reason: 'Odd', written: 'input' },
      { gather: 4, reason: 'Odd', written: 'input' },
    ])
    expect(engine.gathersProcessed.filter((gather) => gather === 2)).toHaveLength(3)
    expect(setup.sink.arrays.get('processed')!.slice(10, 15)).toEqual(setup.source.samples.slice(10, 15))
  })

  it('stops the batch when it is three gathers in a row: the fault is not theirs', async () => {
    const engine = new IdentityEngine({ factor: 0.5, before: failing([1, 2, 3], new SeisError('internal', 'Odd')) })
    const setup = setupOf({ engine })
    await expect(runBatch(setup)).rejects.toMatchObject({ message: 'Odd' })
    expect(setup.sink.suspended).toBe(1)
    expect(engine.gathersProcessed).not.toContain(4)
    await expect(runBatch(setupOf({ source: sourceThat(failing([1, 2, 3], refusal)) }))).rejects.toBe(refusal)
  })

  it('corrupt gathers in a row are no reason to stop', async () => {
    const report = await runBatch(setupOf({ source: newSource({ corrupt: new Set([1, 2, 3, 4]) }) }))
    expect(report.quarantined.map(({ gather }) => gather)).toEqual([1, 2, 3, 4])
  })

  it.each([full, refusal])('of a write ($code) pauses, says so, and goes on when told', async (error) => {
    let isFull = true
    const setup = setupOf({ sink: new MemorySink({ error, failingWrites: (write) => write > 2 && isFull }) })
    const { report, progress, nPauses } = await runHeld(setup, (control, pause) => {
      if (pause === 3) isFull = false
      control.goOn()
    })
    expect(report).toMatchObject({ state: 'done', chunksWritten: 6, paused: null })
    expect(nPauses).toBe(3)
    const paused = progress.filter(({ state }) => state === 'paused')
    expect(paused.map((now) => now.paused?.error?.message)).toContain(error.message)
    expect(setup.sink.arrays).toEqual(await undisturbed())
  })

  it('pauses once for an input that cannot be reached, and sets aside what stays so', async () => {
    const setup = setupOf({ source: sourceThat(failing([2], refusal)) })
    const { report, nPauses } = await runHeld(setup, (control) => control.goOn())
    expect(nPauses).toBe(1)
    expect(report.quarantined.map(({ gather }) => gather)).toEqual([2])
  })

  it('pauses at the end as well, where the certificate cannot be written', async () => {
    const setup = setupOf()
    const finish = setup.sink.finish.bind(setup.sink)
    let nTries = 0
    setup.sink.finish = async (report) => {
      nTries += 1
      if (nTries <= 6) throw full
      return finish(report)
    }
    const { report, progress } = await runHeld(setup, (control) => control.goOn())
    expect(report.state).toBe('done')
    expect(progress.some(({ state }) => state === 'paused')).toBe(true)
    expect(setup.sink.report?.state).toBe('done')
  })
})

describe('a pause', () => {
  it('begins nothing new, and changes nothing', async () => {
    const control = new BatchControl()
    const engine = new IdentityEngine({ factor: 0.5, before: ({ index }) => void (index === 1 && control.pause()) })
    const setup = setupOf({ engine, control, quotaBytes: 600 })
    const running = runBatch(setup)
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(engine.gathersProcessed).toEqual([0, 1])
    expect(control.paused).toEqual({ error: null })
    control.pause()
    control.goOn()
    control.goOn()
    expect(await running).toMatchObject({ state: 'done', paused: null })
    expect(setup.sink.arrays).toEqual(await undisturbed())
  })

  it('is ended by a cancel', async () => {
    const stop = new AbortController()
    const { report } = await runHeld(
      setupOf({ signal: stop.signal, sink: new MemorySink({ failingWrites: () => true }) }),
      () => stop.abort(),
    )
    expect(report.state).toBe('cancelled')
  })

  it('counts for no rate', async () => {
    let seconds = 0
    const control = new BatchControl()
    const engine = new IdentityEngine({
      before: ({ index }) => {
        seconds += 1
        if (index === 2) control.pause()
      },
    })
    const running = runBatch(setupOf({ engine, control, clock: () => seconds }))
    await new Promise((resolve) => setTimeout(resolve, 20))
    seconds += 1000
    control.goOn()
    expect(await running).toMatchObject({ seconds: 1006, tracesPerSecond: 5 })
  })
})

describe('a lost engine', () => {
  const lostAt = (gather: number): Engine & { isLost: boolean } => {
    const engine = Object.assign(
      new IdentityEngine({
        factor: 0.5,
        before: ({ index }) => {
          if (index === gather) engine.isLost = true
          if (engine.isLost) throw new SeisError('gpu', 'The graphics device was lost')
        },
      }) as Engine & { isLost: boolean },
    )
    return engine
  }

  it('is opened anew, and the gather in hand is computed again', async () => {
    const engines = [lostAt(1), lostAt(4), lostAt(-1)]
    let nOpened = 0
    const engine = await LastingEngine.create(async () => engines[nOpened++]!)
    const setup = setupOf({ engine })
    expect(await runBatch(setup)).toMatchObject({ state: 'done', quarantined: [] })
    expect(nOpened).toBe(3)
    expect(setup.sink.arrays).toEqual(await undisturbed())
  })

  it('is not replaced by one of another kind in silence', async () => {
    const other = Object.assign(new IdentityEngine(), { info: { kind: 'webgpu', adapter: 'other', isSoftware: false } })
    const engines: Engine[] = [lostAt(1), other as Engine, other as Engine]
    const engine = await LastingEngine.create(async () => engines.shift()!)
    await expect(runBatch(setupOf({ engine }))).rejects.toMatchObject({
      code: 'gpu',
      message: /only the webgpu engine/,
    })
    expect(other.gathersProcessed).toEqual([])
  })

  it('that gives no answer is opened anew', async () => {
    const hanging = new IdentityEngine({ before: ({ index }) => (index === 2 ? new Promise(() => {}) : undefined) })
    const engines = [hanging, new IdentityEngine({ factor: 0.5 })]
    let nOpened = 0
    const engine = await LastingEngine.create(async () => engines[nOpened++]!, 0.05)
    const report = await runBatch(setupOf({ engine }))
    expect(report).toMatchObject({ state: 'done', quarantined: [], retries: 1 })
    expect(nOpened).toBe(2)
  })

  it('that is lost again and again pauses the batch, and stops it where nobody can help', async () => {
    let isFaulty = true
    const open = async () => lostAt(isFaulty ? 1 : -1)
    const { report, progress } = await runHeld(setupOf({ engine: await LastingEngine.create(open) }), (control) => {
      isFaulty = false
      control.goOn()
    })
    expect(report.state).toBe('done')
    expect(progress.find(({ state }) => state === 'paused')?.paused?.error?.code).toBe('gpu')
    isFaulty = true
    await expect(runBatch(setupOf({ engine: await LastingEngine.create(open) }))).rejects.toMatchObject({ code: 'gpu' })
  })
})

describe('an engine that takes two at once', () => {
  const two = { factor: 0.5, gathersAtOnce: 2 }

  /** Notes which gathers are in the engine together; whoever comes stays until others may have come. */
  function together(init: Partial<IdentityEngineInit> = {}) {
    const seen: number[][] = []
    const inHand = new Set<number>()
    const before = async (gather: Gather): Promise<void> => {
      inHand.add(gather.index)
      seen.push([...inHand])
      await new Promise((resolve) => setTimeout(resolve, 2))
      inHand.delete(gather.index)
      await init.before?.(gather)
    }
    return { engine: new IdentityEngine({ ...two, ...init, before }), seen }
  }

  it('is given two, and changes no bit', async () => {
    const { engine, seen } = together()
    const setup = setupOf({ engine })
    expect(await runBatch(setup)).toMatchObject({ state: 'done', retries: 0 })
    expect(Math.max(...seen.map(({ length }) => length))).toBe(2)
    expect(setup.sink.arrays).toEqual(await undisturbed())
    const alone = together({ gathersAtOnce: 1 })
    await runBatch(setupOf({ engine: alone.engine }))
    expect(Math.max(...alone.seen.map(({ length }) => length))).toBe(1)
  })

  it('is given alone what is tried again', async () => {
    const { engine, seen } = together({ before: failing([2], new SeisError('internal', 'Odd')) })
    const report = await runBatch(setupOf({ engine }))
    expect(report.quarantined.map(({ gather }) => gather)).toEqual([2])
    const [, ...again] = seen.filter((gathers) => gathers.at(-1) === 2)
    expect(again).toEqual([[2], [2]])
  })

  it('stops the batch when three in a row fail, in whatever order they end', async () => {
    const { engine } = together({ before: failing([1, 2, 3], new SeisError('internal', 'Odd')) })
    await expect(runBatch(setupOf({ engine }))).rejects.toMatchObject({ message: 'Odd' })
  })

  it('loses by one gather none of the others, and is opened anew at most once each time', async () => {
    let nOpened = 0
    const open = async (): Promise<Engine> => {
      nOpened += 1
      const lost = together({
        before: ({ index }) => {
          if (index === 2) Object.assign(lost, { isLost: true })
          if (lost.isLost) throw new SeisError('internal', 'A worker thread of the CPU engine ended')
        },
      }).engine as IdentityEngine & { isLost: boolean }
      return lost
    }
    const report = await runBatch(setupOf({ engine: await LastingEngine.create(open) }))
    expect(report).toMatchObject({ state: 'done', quarantined: [{ gather: 2 }] })
    expect(nOpened).toBeLessThanOrEqual(4)
  })

  it('that hangs takes nothing along that is in it as well', async () => {
    const open = async (): Promise<Engine> => {
      nOpened += 1
      let close: (reason: SeisError) => void = () => undefined
      const closed = new Promise<never>((_, reject) => {
        close = reject
      })
      closed.catch(() => undefined)
      const hangs = (gather: number): boolean => nOpened === 1 && (gather === 2 || gather === 3)
      const before = ({ index }: Gather) => (hangs(index) ? closed : undefined)
      const end = async (): Promise<void> => close(new SeisError('cancelled', 'The CPU engine was closed'))
      return Object.assign(new IdentityEngine({ ...two, before }), { close: end })
    }
    let nOpened = 0
    const setup = setupOf({ engine: await LastingEngine.create(open, 0.05) })
    expect(await runBatch(setup)).toMatchObject({ state: 'done', quarantined: [] })
    expect(nOpened).toBe(2)
    expect(setup.sink.arrays).toEqual(await undisturbed())
  })
})

describe('bad samples', () => {
  const samples = new Float32Array(120).fill(2)
  samples.set([Number.NaN, Number.POSITIVE_INFINITY], 33)
  new Uint32Array(samples.buffer)[33] = 0x7fc01234

  it('stop the batch where they are not wanted, and name the place', async () => {
    const setup = setupOf({ source: newSource({ samples }), request: { ...request, badSamples: 'stop' } })
    await expect(runBatch(setup)).rejects.toMatchObject({ code: 'bad-input', where: 'gather 0, trace 3, sample 1' })
  })

  it('come back as they were where they are to pass', async () => {
    const setup = setupOf({ source: newSource({ samples }), request: { ...request, badSamples: 'pass' } })
    expect(await runBatch(setup)).toMatchObject({ state: 'done', badSamples: 2 })
    const processed = setup.sink.arrays.get('processed')!
    expect([...new Uint32Array(processed.buffer).slice(33, 35)]).toEqual([0x7fc01234, 0x7f800000])
    expect([...processed.slice(32, 36)]).toEqual([1, Number.NaN, Number.POSITIVE_INFINITY, 1])
    expect([...setup.sink.arrays.get('noise')!.slice(32, 36)]).toEqual([1, 0, 0, 1])
  })
})

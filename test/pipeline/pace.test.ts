/**
 * Plan: where the pace goes with a slow reader, a slow engine and a slow writer, in a simulation that counts steps: the time
 * of each stage is a number of steps, and nothing depends on a clock. Bounds hold whatever happens; a fixed pace stays.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BatchPace } from '../../src/core/batch.ts'
import { AheadGate } from '../../src/pipeline/ahead-gate.ts'
import { LEAST_PACE, MOST_PACE, PaceFinder, START_PACE } from '../../src/pipeline/pace.ts'

interface Steps {
  readonly read: number
  readonly compute: number
  readonly write: number
}

/** Room for so many chunks between the engine and the disk. */
const ROOM = 10

/** Runs `nGathers`, each one chunk; a disk reads and writes as many at once as it is asked to. */
function simulate(finder: PaceFinder, { read, compute, write }: Steps, nGathers: number): { readonly steps: number } {
  const reading: number[] = []
  const writing: number[] = []
  let [nBegun, nRead, nTurned, nDone, nQueued] = [0, 0, 0, 0, 0]
  let computing = 0
  let hasWaited = false
  let steps = 0
  for (; nDone < nGathers; steps++) {
    const { readers, gathersAhead, writers } = finder.pace
    while (nBegun < nGathers && reading.length < readers && nBegun - nTurned < gathersAhead) {
      reading.push(read)
      nBegun++
    }
    if (computing === 0 && nTurned < nGathers) {
      if (nRead === nTurned) hasWaited = true
      else {
        finder.turned({ hadToWait: hasWaited, nWaiting: nRead - nTurned - 1 })
        hasWaited = false
        nTurned++
        computing = compute
      }
    }
    if (computing > 0) {
      if (computing > 1) computing--
      else if (nQueued + writing.length < ROOM) {
        computing = 0
        finder.opened({ hadToWait: false, nWriting: writing.length })
        nQueued++
      } else finder.opened({ hadToWait: true, nWriting: writing.length })
    }
    while (nQueued > 0 && writing.length < writers) {
      nQueued--
      writing.push(write)
    }
    nRead += advance(reading)
    nDone += advance(writing)
  }
  return { steps }
}

/** One step of every task; how many ended with it. */
function advance(tasks: number[]): number {
  const rest = tasks.map((left) => left - 1).filter((left) => left > 0)
  return tasks.splice(0, tasks.length, ...rest).length - rest.length
}

describe('the pace that is found', () => {
  it('reads more at once and ahead where the engine starves', () => {
    const finder = new PaceFinder()
    simulate(finder, { read: 40, compute: 1, write: 1 }, 200)
    expect(finder.pace.readers).toBe(MOST_PACE.readers)
    expect(finder.pace.gathersAhead).toBeGreaterThan(8 * START_PACE.gathersAhead)
  })

  it('reads no more ahead than the engine needs where that is slow', () => {
    const finder = new PaceFinder()
    simulate(finder, { read: 1, compute: 40, write: 1 }, 200)
    expect(finder.pace).toEqual(LEAST_PACE)
  })

  it('writes more at once where chunks wait for the disk', () => {
    const finder = new PaceFinder()
    simulate(finder, { read: 1, compute: 1, write: 40 }, 200)
    expect(finder.pace.writers).toBe(MOST_PACE.writers)
  })

  it('is faster than the pace it starts at, and no slower than any with balanced stages', () => {
    const slowReader = { read: 40, compute: 5, write: 5 }
    const found = simulate(new PaceFinder(), slowReader, 200).steps
    expect(found).toBeLessThan(0.6 * simulate(new PaceFinder(START_PACE), slowReader, 200).steps)
    const balanced = { read: 10, compute: 10, write: 10 }
    const most = simulate(new PaceFinder(MOST_PACE), balanced, 200).steps
    expect(simulate(new PaceFinder(), balanced, 200).steps).toBeLessThanOrEqual(1.02 * most)
  })

  it('stays within its bounds, and a fixed one where it is', () => {
    const turns = fc.array(fc.record({ isRead: fc.boolean(), hadToWait: fc.boolean(), n: fc.nat(80) }), {
      maxLength: 300,
    })
    const fixed: BatchPace = { readers: 3, gathersAhead: 5, writers: 1 }
    fc.assert(
      fc.property(turns, (all) => {
        const finders = [new PaceFinder(), new PaceFinder(fixed)] as const
        for (const { isRead, hadToWait, n } of all) {
          for (const finder of finders) {
            if (isRead) finder.turned({ hadToWait, nWaiting: n })
            else finder.opened({ hadToWait, nWriting: n })
          }
          for (const key of ['readers', 'gathersAhead', 'writers'] as const) {
            expect(finders[0].pace[key]).toBeGreaterThanOrEqual(LEAST_PACE[key])
            expect(finders[0].pace[key]).toBeLessThanOrEqual(MOST_PACE[key])
          }
        }
        expect(finders[1].pace).toEqual(fixed)
      }),
    )
  })
})

describe('the gate of what is ahead', () => {
  it('lets in up to its limit, and the next when half are used up', async () => {
    const gate = new AheadGate(4)
    let nIn = 0
    const intake = (async () => {
      for (; nIn < 10; nIn++) await gate.enter(1)
    })()
    const settle = () => new Promise((resolve) => setTimeout(resolve))
    const seen: number[] = []
    for (let i = 0; i < 6; i++) {
      await settle()
      seen.push(nIn)
      gate.leave(1)
    }
    expect(seen).toEqual([4, 4, 6, 6, 8, 8])
    gate.resize(8)
    await intake
    expect(nIn).toBe(10)
  })
})

/**
 * Plan: the course of a run is kept in fewer than 300 points however long it is, from early to late, evenly, and ends with its
 * end; a short run is there point by point, and nothing is there twice.
 */
import { describe, expect, it } from 'vitest'
import { mapStages } from '../../src/core/batch.ts'
import { MOST_POINTS, RunRecorder } from '../../src/pipeline/run-recorder.ts'

const snapshotAt = (seconds: number) => ({
  seconds,
  stages: mapStages(() => ({ busySeconds: seconds / 2, bytes: 0, inFlight: 0, waiting: null })),
})

describe('the course of a run', () => {
  it('is whole for a short one, and ends with its end', () => {
    const recorder = new RunRecorder()
    for (const seconds of [0, 0.2, 0.6, 0.8, 1.2]) recorder.note(snapshotAt(seconds), 10 * seconds)
    const course = recorder.course(snapshotAt(1.4), 14)
    expect(course).toMatchObject({ seconds: [0.6, 1.2, 1.4], traces: [6, 12, 14] })
    expect(course.busySeconds.write).toEqual([0.3, 0.6, 0.7])
    expect(recorder.course(snapshotAt(1.2), 12).seconds).toEqual([0.6, 1.2])
  })

  it('is bounded for a long one, and even', () => {
    const recorder = new RunRecorder()
    for (let seconds = 0; seconds <= 1500; seconds += 0.25) recorder.note(snapshotAt(seconds), seconds)
    const { seconds, traces } = recorder.course(snapshotAt(1500), 1500)
    expect(seconds.length).toBeGreaterThan(MOST_POINTS / 3)
    expect(seconds.length).toBeLessThanOrEqual(MOST_POINTS)
    expect(traces).toEqual(seconds)
    const steps = new Set(seconds.slice(1, -1).map((second, i) => second - seconds[i]!))
    expect(steps.size).toBe(1)
  })
})

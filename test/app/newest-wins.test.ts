// Plan: requests made while a job is in hand collapse into the last one; a request after the end runs at once;
// forgetting drops only what waits; a job that throws does not block the next request.
import { expect, test } from 'vitest'
import { NewestWins } from '../../src/app/newest-wins.ts'

function recorder(): { runs: number[]; release: () => void; queue: NewestWins<number> } {
  const runs: number[] = []
  let open: (() => void)[] = []
  const queue = new NewestWins<number>(async (value) => {
    runs.push(value)
    await new Promise<void>((resolve) => open.push(resolve))
  })
  return {
    runs,
    queue,
    release: () => {
      const waiting = open
      open = []
      for (const resolve of waiting) resolve()
    },
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

test('only the first and the last of a burst run', async () => {
  const { runs, queue, release } = recorder()
  for (const value of [1, 2, 3, 4]) queue.request(value)
  release()
  await turn()
  release()
  await queue.settled()
  expect(runs).toEqual([1, 4])
})

test('a request after the end runs', async () => {
  const { runs, queue, release } = recorder()
  queue.request(1)
  release()
  await queue.settled()
  queue.request(2)
  release()
  await queue.settled()
  expect(runs).toEqual([1, 2])
})

test('forget drops what waits and lets the running job end', async () => {
  const { runs, queue, release } = recorder()
  queue.request(1)
  queue.request(2)
  queue.forget()
  release()
  await queue.settled()
  expect(runs).toEqual([1])
})

test('a job that throws tells whoever waits for it, and does not block the next request', async () => {
  const runs: number[] = []
  const queue = new NewestWins<number>(async (value) => {
    runs.push(value)
    if (value === 1) throw new Error('the first fails')
  })
  queue.request(1)
  await expect(queue.settled()).rejects.toThrow('the first fails')
  queue.request(2)
  await queue.settled()
  expect(runs).toEqual([1, 2])
})

/*
 * Plan: a batch is asked for with the form, its sort included, and the steps that are on. A folder of another run is a
 * conflict: nothing counts as run, the page says what to do in its own words, and starting over asks to overwrite. A
 * closed picker is no error. An earlier job goes on in its folder, or gives its words to a new one. An estimate is of what is asked for now.
 */
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { type BatchJob, createBatchController } from '../../src/app/batch-controller.ts'
import type { KeptJob } from '../../src/app/batch-jobs.ts'
import type { BatchEstimate, BatchRequest } from '../../src/core/batch.ts'
import { SeisError } from '../../src/core/errors.ts'
import { createStores, type Stores } from '../../src/state/stores.ts'

const folder = {
  kind: 'directory',
  name: 'out',
  queryPermission: async () => 'granted',
} as unknown as FileSystemDirectoryHandle

let stores: Stores
let jobs: BatchJob[]
let failure: SeisError | null
let estimated: { readonly request: BatchRequest; readonly signal: AbortSignal }[]
let kept: KeptJob[]
let taken: string[]
let pick: () => Promise<FileSystemDirectoryHandle>

function controller() {
  return createBatchController(stores, {
    run: async (job) => {
      jobs.push(job)
      if (failure !== null) throw failure
      return { state: 'done' }
    },
    estimate: async ({ request }, signal) => {
      estimated.push({ request, signal })
      return FIGURES
    },
    pickFolder: () => pick(),
    makeBrowserFolder: async () => folder,
    input: () => ({ kind: 'http', url: 'http://localhost/x.zarr' }),
    history: {
      refresh: async () => {},
      begin: () => ({ note: () => {}, end: async () => {} }),
      find: async (id) => kept.find((job) => job.id === id),
      forget: async () => {},
    },
    readReport: async () => {
      throw new SeisError('not-found', 'This folder has no certificate: no batch ended in it')
    },
    pickFinished: () => pick(),
    takeRecipe: (recipe) => taken.push(recipe.name),
  })
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

beforeEach(() => {
  stores = createStores()
  jobs = []
  estimated = []
  failure = null
  kept = []
  taken = []
  pick = async () => folder
  stores.batch.setState((state) => ({ form: { ...state.form, endGather: 3 } }))
})

const FIGURES: BatchEstimate = {
  gathersRun: 3,
  tracesRun: 30,
  seconds: [1, 2],
  slowest: 'compute',
  quarantined: [],
}

describe('batch controller', () => {
  it('estimates what is asked for now; a newer wish and a start end an older one', async () => {
    const batch = controller()
    batch.estimate()
    batch.estimate()
    expect(stores.batch.getState().estimate?.figures).toBeNull()
    await settle()
    expect(stores.batch.getState().estimate).toEqual({ request: estimated[1]?.request, figures: FIGURES })
    expect(estimated.map(({ signal }) => signal.aborted)).toEqual([true, false])
    batch.chooseOutput()
    await settle()
    batch.start()
    expect(estimated[1]?.signal.aborted).toBe(true)
  })

  it('asks for the sort of the form', async () => {
    const sort = [{ header: 'offset', descending: true }]
    stores.batch.setState((state) => ({ form: { ...state.form, sort } }))
    const batch = controller()
    batch.chooseOutput()
    await settle()
    batch.start()
    await settle()
    expect(jobs.map((job) => [job.request.sort, job.overwrite])).toEqual([[sort, false]])
  })

  it('measures leakage unasked where it is cheap, as chosen, and for a rule; a rule without it is refused', async () => {
    const dear = { ...FIGURES, leakageSeconds: 0.5 }
    const choices: { withLeakage?: boolean; stopRule?: { leakageAbove: number; gathers: number } }[] = [
      {},
      { withLeakage: true },
      { stopRule: { leakageAbove: 0.3, gathers: 5 } },
    ]
    const { form } = stores.batch.getState()
    const batch = controller()
    batch.chooseOutput()
    await settle()
    batch.start()
    await settle()
    for (const choice of choices) {
      stores.batch.setState(({ estimate }) => ({ form: { ...form, ...choice }, estimate }))
      const { recipe } = jobs[0]!.request
      stores.batch.setState({ estimate: { request: { ...form, recipe }, figures: dear } })
      batch.start()
      await settle()
    }
    expect(jobs.map(({ request }) => request.withLeakage)).toEqual([true, false, true, true])
    const rule = { leakageAbove: 0.3, gathers: 5 }
    stores.batch.setState({ form: { ...form, stopRule: rule, withLeakage: false } })
    batch.start()
    await settle()
    expect(jobs).toHaveLength(4)
    expect(stores.batch.getState().error?.message).toMatch(/^The stop rule needs the leakage/)
  })

  it('treats the folder of another run as a conflict, and overwrites it only when told', async () => {
    failure = new SeisError('conflict', 'The output belongs to a run with other words', {
      where: 'out/job.json',
      todo: 'words of the command line',
      fields: { isEarlierRun: true },
    })
    const batch = controller()
    batch.chooseOutput()
    await settle()
    batch.start()
    await settle()
    expect(stores.batch.getState()).toMatchObject({ progress: null, waiting: null })
    expect(stores.batch.getState().error).toMatchObject({
      message: 'This folder holds the output of a run with another recipe or other choices',
      todo: 'choose another folder, or overwrite what that run wrote',
    })
    failure = null
    batch.startOver()
    await settle()
    expect(jobs.map((job) => job.overwrite)).toEqual([false, true])
    expect(stores.batch.getState().error).toBeNull()
  })

  it('goes on with an earlier job in its own folder and words, or takes its words for another', async () => {
    const recipe = { format: 'seisproc-recipe/1', name: 'Of the job', steps: [] } as const
    const words = { ...stores.batch.getState().form, write: 'noise' } as const
    const request = { recipe, ...words }
    kept = [{ id: 'a', request, folder, output: { kind: 'folder', name: 'out' } } as unknown as KeptJob]
    const batch = controller()
    batch.resumeJob('a')
    await settle()
    expect(jobs).toMatchObject([{ request, overwrite: false, output: { name: 'out' } }])
    expect(stores.batch.getState()).toMatchObject({ form: words, output: { name: 'out' } })
    batch.takeJob('a')
    await settle()
    expect(stores.batch.getState()).toMatchObject({ form: words, output: null, progress: null })
    expect(taken).toEqual(['Of the job', 'Of the job'])
    expect(jobs).toHaveLength(1)
  })

  it('says nothing when the picker is closed', async () => {
    pick = vi.fn().mockRejectedValue(new DOMException('closed', 'AbortError'))
    controller().chooseOutput()
    await settle()
    expect(stores.batch.getState()).toMatchObject({ output: null, error: null })
  })
})

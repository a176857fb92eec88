import { SeisError } from '../core/errors.ts'

const PREFIX = 'seisproc-output '

/** One batch for each output folder name, over all tabs; holding a lock also keeps a hidden tab from being frozen. */
export function withOutputLock<T>(name: string, task: () => Promise<T>): Promise<T> {
  return navigator.locks.request(`${PREFIX}${name}`, { ifAvailable: true }, (lock) => {
    if (lock !== null) return task()
    throw new SeisError('conflict', 'Another tab runs a batch into this folder', {
      where: name,
      todo: 'wait for it, or choose another folder',
    })
  }) as Promise<T>
}

/** Whether a batch runs in this tab or in another one. */
export async function isAnyBatchRunning(): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name?.startsWith(PREFIX) === true)
}

/** The same of a batch into a folder of that name. */
export async function isBatchRunning(outputName: string): Promise<boolean> {
  const { held = [] } = await navigator.locks.query()
  return held.some(({ name }) => name === `${PREFIX}${outputName}`)
}

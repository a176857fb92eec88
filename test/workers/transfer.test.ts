// Plan: over a real message channel a SeisError thrown on one side arrives whole on the other, any other error
// arrives as internal; a signal fires across, before and during a call; a call ends when its worker fails or is
// ended, and is not started when its signal has fired.
import * as Comlink from 'comlink'
import { describe, expect, it } from 'vitest'
import { SeisError } from '../../src/core/errors.ts'
import { installTransferHandlers } from '../../src/workers/transfer.ts'
import { WorkerCalls } from '../../src/workers/worker-calls.ts'

interface Api {
  fail(): Promise<never>
  crash(): Promise<never>
  wait(signal: AbortSignal): Promise<string>
  echo(value: number): Promise<number>
}

class PretendedWorker extends EventTarget {
  isTerminated = false
  private readonly port: MessagePort
  private readonly other: MessagePort

  constructor(api: Api) {
    super()
    const { port1, port2 } = new MessageChannel()
    this.port = port1
    this.other = port2
    installTransferHandlers()
    Comlink.expose(api, port2)
    port1.addEventListener('message', (event) => this.dispatchEvent(new MessageEvent('message', { data: event.data })))
    port1.start()
  }

  postMessage(message: unknown, transfer: Transferable[] = []): void {
    this.port.postMessage(message, transfer)
  }

  terminate(): void {
    this.isTerminated = true
    this.port.close()
    this.other.close()
  }
}

const api: Api = {
  async fail() {
    throw new SeisError('corrupt-chunk', 'A damaged chunk', {
      where: 'traces.zarr/0.1',
      todo: 'copy',
      fields: { n: 1 },
    })
  },
  async crash() {
    throw new RangeError('no room')
  },
  wait: (signal) =>
    new Promise((resolve) => {
      if (signal.aborted) resolve('before')
      signal.addEventListener('abort', () => resolve('during'))
    }),
  echo: async (value) => value,
}

function start() {
  const worker = new PretendedWorker(api)
  return { worker, calls: new WorkerCalls<Api>(worker, 'The thread') }
}

describe('errors', () => {
  it('arrive whole', async () => {
    const { worker, calls } = start()
    await expect(calls.call((remote) => remote.fail())).rejects.toMatchObject({
      name: 'SeisError',
      code: 'corrupt-chunk',
      line: 'A damaged chunk - traces.zarr/0.1 - copy',
      fields: { n: 1 },
    })
    worker.terminate()
  })

  it('of another kind are internal', async () => {
    const { worker, calls } = start()
    await expect(calls.call((remote) => remote.crash())).rejects.toMatchObject({ code: 'internal', message: 'no room' })
    worker.terminate()
  })
})

describe('signals', () => {
  it('fire across during a call', async () => {
    const { worker, calls } = start()
    const stop = new AbortController()
    const waiting = calls.call((remote, signal) => remote.wait(signal), stop.signal)
    expect(await calls.call((remote) => remote.echo(3))).toBe(3)
    stop.abort()
    expect(await waiting).toBe('during')
    worker.terminate()
  })

  it('that have fired arrive so', async () => {
    const { worker, calls } = start()
    const fired = AbortSignal.abort()
    expect(await calls.call((remote) => remote.wait(fired))).toBe('before')
    await expect(calls.call((remote) => remote.echo(1), fired)).rejects.toMatchObject({ code: 'cancelled' })
    worker.terminate()
  })
})

describe('the end of a worker', () => {
  it('ends the calls under way, and later ones', async () => {
    const { worker, calls } = start()
    const waiting = calls.call((remote, signal) => remote.wait(signal))
    expect(calls.nPending).toBe(1)
    calls.terminate()
    await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
    await expect(calls.call((remote) => remote.echo(1))).rejects.toMatchObject({ code: 'cancelled' })
    expect([worker.isTerminated, calls.nPending]).toEqual([true, 0])
  })

  it('by a failure names the thread', async () => {
    const { worker, calls } = start()
    const waiting = calls.call((remote, signal) => remote.wait(signal))
    worker.dispatchEvent(Object.assign(new Event('error'), { message: 'out of memory' }))
    await expect(waiting).rejects.toMatchObject({ code: 'internal', message: 'The thread failed: out of memory' })
    expect(worker.isTerminated).toBe(true)
  })
})

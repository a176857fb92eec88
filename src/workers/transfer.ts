/**
 * How errors and abort signals cross a worker. Both sides call `installTransferHandlers` before the first message:
 * a SeisError thrown in a worker arrives as the same SeisError; an AbortSignal among the arguments fires there too.
 */
import { type TransferHandler, transferHandlers } from 'comlink'
import { fromWire, toWire, type WireError } from '../core/errors.ts'

export function installTransferHandlers(): void {
  const plain = transferHandlers.get('throw')
  if (plain === undefined || transferHandlers.has('abort-signal')) return
  const throwHandler: TransferHandler<{ readonly value: unknown }, unknown> = {
    canHandle: (value): value is { readonly value: unknown } => plain.canHandle(value),
    serialize: ({ value }) => [toWire(value), []],
    deserialize: (wire) => {
      if (isWireError(wire)) throw fromWire(wire)
      // From a worker that sends errors in comlink's own form.
      return plain.deserialize(wire) as never
    },
  }
  transferHandlers.set('throw', throwHandler)
  transferHandlers.set('abort-signal', abortSignalHandler)
}

function isWireError(wire: unknown): wire is WireError {
  return typeof wire === 'object' && wire !== null && 'code' in wire && 'fields' in wire
}

interface WireSignal {
  readonly isAborted: boolean
  /** Gets one message when the signal fires. */
  readonly port: MessagePort
}

/** This side's port of each signal sent, until `releaseSignal`. */
const sentPorts = new WeakMap<AbortSignal, MessagePort>()

const abortSignalHandler: TransferHandler<AbortSignal, WireSignal> = {
  canHandle: (value): value is AbortSignal => value instanceof AbortSignal,
  serialize(signal) {
    const { port1: here, port2: there } = new MessageChannel()
    sentPorts.set(signal, here)
    signal.addEventListener('abort', () => here.postMessage(null), { once: true })
    return [{ isAborted: signal.aborted, port: there }, [there]]
  },
  deserialize({ isAborted, port }) {
    const controller = new AbortController()
    if (isAborted) controller.abort()
    port.onmessage = () => {
      controller.abort()
      port.close()
    }
    return controller.signal
  },
}

/** Closes the channel of a signal that was sent and is needed no more; without it the channel lives as the worker does. */
export function releaseSignal(signal: AbortSignal): void {
  sentPorts.get(signal)?.close()
  sentPorts.delete(signal)
}

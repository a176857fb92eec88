import { PROGRAM_NAME, PROGRAM_VERSION } from '../core/program.ts'
import { describeAdapter, isSoftwareAdapter } from '../gpu/device.ts'
import { type GpuFacts, gpuFacts } from './gpu-facts.ts'

/** The computer as a browser tells of it: less than a command line learns, and nothing that would identify a user. */
export interface BrowserMachine {
  readonly program: string
  /** The browser in its own words (its user agent). */
  readonly browser: string
  readonly platform: string
  /** Threads that run at once. */
  readonly cores: number
  /** Null where there is none. */
  readonly adapter: AdapterFacts | null
  /** Why there is none; empty where there is one. */
  readonly noAdapterReason: string
}

/** All that the adapter offers; a device opened on it has only what was asked for. */
export interface AdapterFacts extends GpuFacts {
  readonly name: string
  readonly isSoftware: boolean
  /** Smallest and largest number of threads that share a subgroup; null where that is not told. */
  readonly subgroupSizes: readonly [number, number] | null
}

/** What is needed of the navigator of a page or a worker. */
export interface AskedNavigator extends Pick<Navigator, 'userAgent' | 'platform' | 'hardwareConcurrency'> {
  readonly gpu?: GPU
}

/** Asks for the adapter that the WebGPU engine would take. An adapter that is refused is a reason, not an error. */
export async function browserMachine(navigator: AskedNavigator): Promise<BrowserMachine> {
  const facts = {
    program: `${PROGRAM_NAME} ${PROGRAM_VERSION}`,
    browser: navigator.userAgent,
    platform: navigator.platform,
    cores: navigator.hardwareConcurrency,
  }
  if (navigator.gpu === undefined) return { ...facts, adapter: null, noAdapterReason: 'This browser has no WebGPU' }
  try {
    const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' })
    if (adapter === null) return { ...facts, adapter: null, noAdapterReason: 'There is no graphics adapter' }
    return { ...facts, adapter: adapterFacts(adapter), noAdapterReason: '' }
  } catch (error) {
    return { ...facts, adapter: null, noAdapterReason: error instanceof Error ? error.message : String(error) }
  }
}

function adapterFacts(adapter: GPUAdapter): AdapterFacts {
  const { info } = adapter
  const { subgroupMinSize: smallest, subgroupMaxSize: largest } = info
  return {
    ...gpuFacts(info, adapter),
    name: describeAdapter(info),
    isSoftware: isSoftwareAdapter(info),
    subgroupSizes: smallest === undefined || largest === undefined ? null : [smallest, largest],
  }
}

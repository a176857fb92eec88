/** What the figures were, or would be, measured on: pairs of name and text. */
import type { EngineFacts } from '../../bench/bench.ts'
import type { AdapterFacts, BrowserMachine } from '../../bench/browser-machine.ts'
import { formatBytes, formatCount, withUnit } from '../format.ts'

export type Fact = readonly [name: string, text: string]

export function machineFacts(machine: BrowserMachine): readonly Fact[] {
  return [
    ['Cores', formatCount(machine.cores)],
    ['Browser', browserName(machine.browser)],
    ['Platform', machine.platform],
    ['Program', machine.program],
  ]
}

/** What a browser does not tell is left out. */
export function adapterFacts(adapter: AdapterFacts): readonly Fact[] {
  const { vendor, architecture, device, description, features, limits, subgroupSizes } = adapter
  const named: readonly Fact[] = [
    ['Vendor', vendor],
    ['Architecture', architecture],
    ['Device', device],
    ['Driver', description],
  ]
  const limited: readonly Fact[] = LIMITS.flatMap(([name, key, format]) => {
    const value = limits[key]
    return value === undefined ? [] : [[name, format(value)] as const]
  })
  return [
    ...named.filter(([, text]) => text !== ''),
    ['Timestamps', features.includes('timestamp-query') ? 'yes' : 'no'],
    ['Subgroups', features.includes('subgroups') ? subgroupText(subgroupSizes) : 'no'],
    ['16-bit floats', features.includes('shader-f16') ? 'yes' : 'no'],
    ...limited,
  ]
}

/** "CPU, 8 worker threads"; of a GPU "GPU, acme rocket". */
export function engineWords({ kind, adapter, isSoftware }: EngineFacts): string {
  return `${kind === 'webgpu' ? 'GPU' : 'CPU'}, ${adapter}${isSoftware ? ' (software)' : ''}`
}

/** "Chrome 140" of a user agent; the whole of one that is not known. */
export function browserName(userAgent: string): string {
  const { name, version } = (ALSO_CHROME.exec(userAgent) ?? BROWSER.exec(userAgent))?.groups ?? {}
  if (name === undefined || version === undefined) return userAgent
  return `${{ Edg: 'Edge', OPR: 'Opera', Version: 'Safari' }[name] ?? name} ${version}`
}

/** These say that they are Chrome as well. */
const ALSO_CHROME = /(?<name>Edg|OPR)\/(?<version>\d+)/
const BROWSER = /(?<name>Firefox|Chrome|Version)\/(?<version>\d+)/

const LIMITS: readonly (readonly [name: string, key: string, format: (value: number) => string])[] = [
  ['Largest buffer', 'maxBufferSize', formatBytes],
  ['Largest binding', 'maxStorageBufferBindingSize', formatBytes],
  ['Bindings a stage', 'maxStorageBuffersPerShaderStage', formatCount],
  ['Workgroup memory', 'maxComputeWorkgroupStorageSize', formatBytes],
  ['Threads a workgroup', 'maxComputeInvocationsPerWorkgroup', formatCount],
  ['Workgroups a dimension', 'maxComputeWorkgroupsPerDimension', formatCount],
]

function subgroupText(sizes: readonly [number, number] | null): string {
  if (sizes === null) return 'yes'
  const [smallest, largest] = sizes
  return withUnit(smallest === largest ? formatCount(smallest) : `${smallest} to ${largest}`, 'threads')
}

/** What is told of a graphics adapter, or of the device that was opened on it. */
export interface GpuFacts {
  readonly vendor: string
  readonly architecture: string
  readonly device: string
  /** The driver and its version, where the system tells. */
  readonly description: string
  readonly features: readonly string[]
  readonly limits: Readonly<Record<string, number>>
}

const LIMITS = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupsPerDimension',
] as const

export function gpuFacts(
  { vendor, architecture, device, description }: GPUAdapterInfo,
  { features, limits }: Pick<GPUAdapter, 'features' | 'limits'>,
): GpuFacts {
  return {
    vendor,
    architecture,
    device,
    description,
    features: [...features].sort(),
    limits: Object.fromEntries(LIMITS.map((name) => [name, limits[name]])),
  }
}

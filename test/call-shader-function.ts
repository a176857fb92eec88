import { BUFFER_USAGE, MAP_READ } from '../src/gpu/flags.ts'
import { composeWgsl, shaderSources } from '../src/gpu/wgsl.ts'

export interface ShaderCall {
  /** A file of pure functions, such as `shared/shrink`. */
  readonly from: string
  /** WGSL of one value, in which each of the inputs stands for its element: `shrink(c, 1.5, 0u)`. */
  readonly call: string
  /** Arrays of one length. */
  readonly inputs: Readonly<Record<string, Float32Array<ArrayBuffer>>>
}

/** One function of shaders/shared/ called on each element of arrays, so that it is tested apart from its kernels. */
export async function callShaderFunction(device: GPUDevice, { from, call, inputs }: ShaderCall): Promise<Float32Array> {
  const names = Object.keys(inputs)
  const bytes = Object.values(inputs)[0]!.byteLength
  const text = `#import ${from}
${names.map((name, i) => `@group(0) @binding(${i + 1}) var<storage, read> input_${name}: array<f32>;`).join('\n')}
@group(0) @binding(0) var<storage, read_write> output: array<f32>;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= arrayLength(&output)) { return; }
${names.map((name) => `  let ${name} = input_${name}[id.x];`).join('\n')}
  output[id.x] = ${call};
}
`
  const code = composeWgsl('call.wgsl', {}, { ...shaderSources, 'call.wgsl': text })
  const compute = { module: device.createShaderModule({ code }), entryPoint: 'main' }
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute })
  const usage = BUFFER_USAGE.storage | BUFFER_USAGE.copySource | BUFFER_USAGE.copyDestination
  const output = device.createBuffer({ size: bytes, usage })
  const bound = Object.values(inputs).map((values) => {
    const buffer = device.createBuffer({ size: bytes, usage })
    device.queue.writeBuffer(buffer, 0, values)
    return buffer
  })
  const entries = [output, ...bound].map((buffer, binding) => ({ binding, resource: { buffer } }))
  const staging = device.createBuffer({ size: bytes, usage: BUFFER_USAGE.mapRead | BUFFER_USAGE.copyDestination })
  const encoder = device.createCommandEncoder()
  const pass = encoder.beginComputePass()
  pass.setPipeline(pipeline)
  pass.setBindGroup(0, device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries }))
  pass.dispatchWorkgroups(Math.ceil(bytes / 256))
  pass.end()
  encoder.copyBufferToBuffer(output, 0, staging, 0, bytes)
  device.queue.submit([encoder.finish()])
  await staging.mapAsync(MAP_READ)
  const result = new Float32Array(staging.getMappedRange().slice(0))
  for (const buffer of [output, ...bound, staging]) buffer.destroy()
  return result
}

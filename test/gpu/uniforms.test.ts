/**
 * Plan: the layout of `struct Params` as read from WGSL text, values written at their offsets with their types, and a
 * refusal for each way in which host and shader could disagree. Every kernel of shaders/ has a layout that is read.
 */
import { expect, test } from 'vitest'
import { UNIFORM_SLOT_BYTES, uniformLayout, writeUniforms } from '../../src/gpu/uniforms.ts'
import { composeWgsl, shaderSources } from '../../src/gpu/wgsl.ts'

const WGSL = 'struct Params {\n  nTraces: u32, // traces\n  k: f32,\n  rule: u32,\n}\n'

test('fields are read in order, comments apart', () => {
  expect(uniformLayout(WGSL, 'x')).toEqual([
    { name: 'nTraces', type: 'u32' },
    { name: 'k', type: 'f32' },
    { name: 'rule', type: 'u32' },
  ])
})

test('values land at their offsets', () => {
  const target = new DataView(new ArrayBuffer(32))
  writeUniforms(uniformLayout(WGSL, 'x'), { rule: 2, nTraces: 7, k: 2.5 }, target, 16)
  expect([target.getUint32(16, true), target.getFloat32(20, true), target.getUint32(24, true)]).toEqual([7, 2.5, 2])
})

test.each([
  ['a value that no field takes', { nTraces: 1, k: 1, rule: 1, hop: 1 }, /no field hop/],
  ['a field without a value', { nTraces: 1, k: 1 }, /no value for rule/],
])('%s is refused', (_, values, message) => {
  const write = () => writeUniforms(uniformLayout(WGSL, 'x'), values, new DataView(new ArrayBuffer(32)), 0)
  expect(write).toThrow(message)
})

test.each([
  ['a vector', 'struct Params { size: vec2u }', /"size: vec2u" is neither/],
  ['no struct', 'fn main() {}', /no "struct Params"/],
])('%s is refused', (_, wgsl, message) => {
  expect(() => uniformLayout(wgsl, 'x')).toThrow(message)
})

test('the params of every kernel fit a slot and start with their grid', () => {
  const kernels = Object.keys(shaderSources).filter((file) => !/^(shared|panels)\//.test(file))
  expect(kernels.length).toBeGreaterThan(10)
  for (const file of kernels) {
    const wgsl = composeWgsl(file)
    const layout = uniformLayout(wgsl, file)
    const ofGrid = wgsl.includes('@workgroup_size(64)') ? ['nTraces', 'nRows'] : ['nTraces']
    const first = layout.slice(0, ofGrid.length).map((field) => field.name)
    expect(first, file).toEqual(ofGrid)
    expect(4 * layout.length, file).toBeLessThanOrEqual(UNIFORM_SLOT_BYTES)
  }
})

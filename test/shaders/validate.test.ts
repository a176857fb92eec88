/**
 * Plan: every .wgsl file is composed as the program composes it, with every choice of stand-ins, and made into a
 * pipeline by WebGPU's null backend: language, bindings and default limits are checked, no driver compiles anything. All
 * failures are listed together, and finding no file is a failure; files under shared/ must be imported by some entry
 * file. Control cases: a broken file and one beyond the limits are caught.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { create } from 'webgpu'
import { compilerMessages } from '../../src/gpu/kernel.ts'
import { ALIGNED_ROWS, laneParts } from '../../src/gpu/stand-ins.ts'
import { composeWgsl, type ShaderParts, shaderSources } from '../../src/gpu/wgsl.ts'
import { FEW_BUTTERFLIES } from '../../src/processes/workgroup-fft.ts'

const files = Object.keys(shaderSources).sort()
const entries = files.filter(
  (file) => !file.startsWith('shared/') && /@(compute|vertex|fragment)\b/.test(shaderSources[file]!),
)

const gpu = create(['backend=null'])
let device: GPUDevice

beforeAll(async () => {
  const adapter = await gpu.requestAdapter()
  device = await adapter!.requestDevice()
})

afterAll(() => device.destroy())

test('the bundled map holds every file under shaders/', () => {
  const root = join(import.meta.dirname, '../../shaders')
  const onDisk = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.wgsl'))
  expect(files).toEqual(onDisk.sort())
})

test('every entry file compiles', async () => {
  expect(entries.length).toBeGreaterThan(0)
  const failures: string[] = []
  for (const file of entries) {
    for (const parts of variantsOf(file)) {
      const complaint = await complaintOf(composeWgsl(file, { parts }))
      if (complaint !== '') failures.push(`shaders/${file} ${JSON.stringify(parts)}: ${complaint}`)
    }
  }
  console.log(
    `WGSL: ${entries.length} entry files compiled, ${files.length - entries.length} shared, ${failures.length} failed`,
  )
  expect(failures).toEqual([])
})

test('every shared file is imported by an entry file', () => {
  const used = new Set(files.flatMap((file) => [...importsOf(file), ...standIns.map(([, name]) => `${name}.wgsl`)]))
  const idle = files.filter((file) => !entries.includes(file) && !used.has(file))
  expect(idle).toEqual([])
})

test('each entry file has one entry point for a stage, and a head of at most 8 comment lines', () => {
  const faults = entries.flatMap((file) => {
    const text = shaderSources[file]!
    const head = text.split('\n').findIndex((line) => !line.startsWith('//'))
    const nCompute = text.match(/@compute\b/g)?.length ?? 0
    const isRight = head >= 1 && head <= 8 && nCompute <= 1
    return isRight ? [] : [`${file}: head of ${head} lines, ${nCompute} compute entry points`]
  })
  expect(faults).toEqual([])
})

test.for([
  ['is broken', 'let x: u32 = 1.5;', /f32|abstract-float|cannot/i],
  ['takes more memory of a workgroup than every adapter has', 'shared_values[0] = 1.0;', /workgroup storage/],
] as const)('control: a file that %s is caught', async ([, body, expected]) => {
  const complaint = await complaintOf(
    `var<workgroup> shared_values: array<f32, 5000>; @compute @workgroup_size(1) fn main() { ${body} }`,
  )
  expect(complaint).toMatch(expected)
})

const standIns = Object.entries({ ...laneParts(2), ...ALIGNED_ROWS, ...FEW_BUTTERFLIES })

/** Stand-ins for what a file imports, itself or by others: none, each alone, all. */
function variantsOf(file: string): readonly ShaderParts[] {
  const all = new Set([file])
  for (const found of all) for (const imported of importsOf(found)) all.add(imported)
  const ofFile = standIns.filter(([name]) => all.has(`${name}.wgsl`))
  const alone = ofFile.map((part) => Object.fromEntries([part]))
  return [{}, ...alone, ...(ofFile.length > 1 ? [Object.fromEntries(ofFile)] : [])]
}

function importsOf(file: string): readonly string[] {
  return [...shaderSources[file]!.matchAll(/^#import\s+(\S+)/gm)].map((match) => `${match[1]}.wgsl`)
}

async function complaintOf(code: string): Promise<string> {
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ code })
  if (/@compute\b/.test(code)) device.createComputePipeline({ layout: 'auto', compute: { module } })
  const error = await device.popErrorScope()
  const messages = await compilerMessages(module)
  return messages || (error?.message ?? '')
}

/**
 * Plan: every .wgsl file is composed as the program composes it, with every choice of stand-ins, and compiled by the
 * software adapter. All failures are listed together, and finding no file is a failure. Compute files are made into
 * pipelines; files under shared/ must be imported by some entry file. Control cases: a broken file is caught, an
 * unknown import is refused.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { compilerMessages } from '../../src/gpu/kernel.ts'
import { ALIGNED_ROWS, laneParts } from '../../src/gpu/stand-ins.ts'
import { composeWgsl, type ShaderParts, shaderSources } from '../../src/gpu/wgsl.ts'
import { FEW_BUTTERFLIES } from '../../src/processes/workgroup-fft.ts'
import { withDevice } from '../gpu-device.ts'

const files = Object.keys(shaderSources).sort()
const entries = files.filter(
  (file) => !file.startsWith('shared/') && /@(compute|vertex|fragment)\b/.test(shaderSources[file]!),
)

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
  await withDevice(async ({ device }) => {
    for (const file of entries) {
      for (const parts of variantsOf(file)) {
        const complaint = await complaintOf(device, composeWgsl(file, { parts }))
        if (complaint !== '') failures.push(`shaders/${file} ${JSON.stringify(parts)}: ${complaint}`)
      }
    }
  })
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

test('control: a broken file is caught', async () => {
  const complaint = await withDevice(async ({ device }) => {
    device.pushErrorScope('validation')
    const found = await complaintOf(device, '@compute @workgroup_size(1) fn main() { let x: u32 = 1.5; }')
    await device.popErrorScope()
    return found
  })
  expect(complaint).not.toBe('')
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

async function complaintOf(device: GPUDevice, code: string): Promise<string> {
  device.pushErrorScope('validation')
  const module = device.createShaderModule({ code })
  if (/@compute\b/.test(code)) device.createComputePipeline({ layout: 'auto', compute: { module } })
  const error = await device.popErrorScope()
  const messages = await compilerMessages(module)
  return messages || (error?.message ?? '')
}

/**
 * Plan: adding a process is adding a folder of one name in src/processes, shaders and test/processes, and a line each in
 * the definitions and the registry, in one order; nothing else in src names a process or reaches into its folder. The keys that a definition lists are
 * keys of its parameters. Control case: a file that reaches into the folder is found out.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { processDefinitions } from '../../src/processes/definitions.ts'
import { processes } from '../../src/processes/registry.ts'
import { importsOf, ROOT, readTree, type SourceFile } from './source-tree.ts'

const files = readTree('src', /\.tsx?$/)
const folders = new Set(files.flatMap(({ path }) => /^processes\/([^/]+)\/params\.ts$/.exec(path)?.[1] ?? []))
/** Besides the lists: the recipe of a dataset opened for the first time, the presets, and what the bench measures. */
const MAY_NAME = [
  'processes/definitions.ts',
  'processes/registry.ts',
  'app/recipe-rules.ts',
  'app/presets.ts',
  'bench/variant-steps.ts',
]

function strangers(process: string, among: readonly SourceFile[]): string[] {
  const outside = among.filter(({ path }) => !path.startsWith(`processes/${process}/`) && !MAY_NAME.includes(path))
  const isStranger = (file: SourceFile) =>
    file.text.includes(`'${process}'`) || importsOf(file.text).some(({ target }) => target.includes(`/${process}/`))
  return outside.filter(isStranger).map(({ path }) => path)
}

test('every folder of processes is in the registry, and nothing else is', () => {
  expect(new Set(processes.map(({ definition }) => definition.name))).toEqual(folders)
  expect(processes.map(({ definition }) => definition)).toEqual(processDefinitions)
})

describe.each(processes.map(({ definition, gpu }) => ({ ...definition, gpu })))(
  '$name',
  ({ name, params, gpu, ...definition }) => {
    test('has its shaders, if any, and tests in folders of its name', () => {
      const shaders = gpu === null ? [] : [`shaders/${name.replaceAll('-', '_')}`]
      const places = [...shaders, `test/processes/${name}`]
      expect(places.filter((place) => !existsSync(join(ROOT, place)))).toEqual([])
    })

    test('is named nowhere else', () => {
      expect(strangers(name, files)).toEqual([])
    })

    test('lists keys that it has', () => {
      const keys = params.map((param) => param.key)
      expect(keys).toEqual(expect.arrayContaining([...definition.thresholdKeys, ...definition.summaryKeys]))
    })
  },
)

test('a file that reaches into a process is found out', () => {
  const reaching = { path: 'ui/c.tsx', text: "import { plan } from '../processes/tf-denoise/plan.ts'" }
  const naming = { path: 'cli/d.ts', text: "if (step.process === 'tf-denoise') return" }
  expect(strangers('tf-denoise', [reaching, naming])).toEqual(['ui/c.tsx', 'cli/d.ts'])
})

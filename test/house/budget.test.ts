/**
 * Plan: sizes and habits that the house keeps: TypeScript files of at most 400 lines and a median of at most 120,
 * WGSL of at most 200, no `any`, no suppressed check without its reason, names in kebab-case without drawer words,
 * nothing left to do, no skipped test, no address of a package registry or of one machine.
 * Control case: the patterns find what they look for.
 */
import { expect, test } from 'vitest'
import { codeOnly, readTree, type SourceFile } from './source-tree.ts'

const MAX_LINES = 400
const MAX_MEDIAN_LINES = 120
const MAX_WGSL_LINES = 200
const MAX_HEAD_LINES = 8

const source = named('src', readTree('src', /\.tsx?$/))
const tests = [...named('test', readTree('test', /\.ts$/)), ...named('e2e', readTree('e2e', /\.ts$/))]
const scripts = named('scripts', readTree('scripts', /\.m?[jt]s$/))
const shaders = named('shaders', readTree('shaders', /\.wgsl$/))
const all = [...source, ...tests, ...scripts, ...shaders]

function named(folder: string, files: readonly SourceFile[]): SourceFile[] {
  return files.map((file) => ({ ...file, path: `${folder}/${file.path}` }))
}

function lineCount(file: SourceFile): number {
  return file.text.trimEnd().split('\n').length
}

function offenders(files: readonly SourceFile[], isOffence: (file: SourceFile) => boolean): string[] {
  return files.filter(isOffence).map((file) => file.path)
}

test('no TypeScript file is longer than 400 lines, unless its first lines say why', () => {
  const tooLong = (file: SourceFile) => lineCount(file) > MAX_LINES && !/^\/\*\*[^/]*\blong because\b/.test(file.text)
  expect(offenders([...source, ...tests, ...scripts], tooLong)).toEqual([])
})

test('half of the files of src have at most 120 lines', () => {
  const lengths = source.map(lineCount).toSorted((a, b) => a - b)
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThanOrEqual(MAX_MEDIAN_LINES)
})

test('every WGSL file has at most 200 lines and opens with a comment of at most eight', () => {
  expect(shaders.length).toBeGreaterThan(0)
  expect(offenders(shaders, (file) => lineCount(file) > MAX_WGSL_LINES)).toEqual([])
  const headLines = (file: SourceFile) => file.text.split('\n').findIndex((line) => !line.startsWith('//'))
  expect(offenders(shaders, (file) => headLines(file) < 1 || headLines(file) > MAX_HEAD_LINES)).toEqual([])
})

const ANY = /(?::|<|,|\bas|=|\|)\s*any\b(?!\s*(?:thing|one)\b)|\bany\[\]/
const SUPPRESSION = /@ts-(?:ignore|nocheck|expect-error)|biome-ignore(?:-all)?\b(?![^\n]*: \w.{10,})|eslint-disable/
const TEXT_AS_CODE = /\bnew Function\b|\beval\(/
const LEFT_OVER = new RegExp(`\\b(?:${['TO', 'DO'].join('')}|${['FIX', 'ME'].join('')}|X{3})\\b`)
const SKIPPED = /\b(?:test|it|describe)\.(?:skip|only|todo|fixme)\b/
const FOREIGN_PLACE = new RegExp(`${['registry', 'npmjs'].join('\\.')}|(?:^|["'\`\\s])/(?:work|root)/`, 'm')

test('no any', () => {
  expect(offenders([...source, ...tests], (file) => ANY.test(codeOnly(file.text)))).toEqual([])
})

test('nothing is compiled from text: the policy of the page forbids it', () => {
  expect(offenders(source, (file) => TEXT_AS_CODE.test(codeOnly(file.text)))).toEqual([])
})

test('no check is switched off without its reason on the line', () => {
  const others = all.filter((file) => file.path !== 'test/house/budget.test.ts')
  expect(offenders(others, (file) => SUPPRESSION.test(file.text))).toEqual([])
})

test('nothing is left to do, and no test is skipped', () => {
  expect(offenders(all, (file) => LEFT_OVER.test(file.text))).toEqual([])
  expect(offenders(tests, (file) => SKIPPED.test(codeOnly(file.text)))).toEqual([])
})

test('no file names one machine or a package registry', () => {
  expect(offenders(all, (file) => FOREIGN_PLACE.test(file.text))).toEqual([])
})

test('files are named in kebab-case (components in PascalCase, shaders in snake_case), and none is a drawer', () => {
  const base = (file: SourceFile) => file.path.split('/').at(-1) ?? ''
  const isDrawer = (file: SourceFile) =>
    file.path.split('/').some((part) => /^(?:utils?|helpers?|common|manager|misc)(?:\.|$)/.test(part))
  expect(offenders(all, isDrawer)).toEqual([])
  const typescript = [...source, ...tests]
  const isWellNamed = (file: SourceFile) =>
    /^[a-z0-9]+(?:-[a-z0-9]+)*(?:\.(?:worker|test|gpu\.test|spec|shots|figures|d|bench))?\.tsx?$/.test(base(file)) ||
    (file.path.endsWith('.tsx') && /^[A-Z]\w*(?:\.test)?\.tsx$/.test(base(file)))
  expect(offenders(typescript, (file) => !isWellNamed(file))).toEqual([])
  expect(offenders(shaders, (file) => !/^[a-z0-9]+(?:_[a-z0-9]+)*\.wgsl$/.test(base(file)))).toEqual([])
})

test('every test file opens with its plan', () => {
  const plan = (file: SourceFile) => /\.(?:test|spec)\.tsx?$/.test(file.path) && !/^(?:\/\*|\/\/)/.test(file.text)
  expect(offenders(tests, plan)).toEqual([])
})

test('the patterns find what they look for', () => {
  expect(['x: any', 'as any', 'Map<string, any>', 'any[]'].map((text) => ANY.test(text))).toEqual(Array(4).fill(true))
  expect(['company', 'x: many', 'anyOf'].map((text) => ANY.test(text))).toEqual(Array(3).fill(false))
  expect(TEXT_AS_CODE.test('new Function(text)')).toBe(true)
  expect(SUPPRESSION.test(`// ${'@ts'}-ignore`)).toBe(true)
  expect(SUPPRESSION.test(`// ${'biome'}-ignore lint/a/b`)).toBe(true)
  expect(SUPPRESSION.test(`// ${'biome'}-ignore lint/a/b: the library's own signature`)).toBe(false)
  expect(SKIPPED.test(`test.${'skip'}('x')`)).toBe(true)
  expect(FOREIGN_PLACE.test(`open('${'/wo'}rk/data')`)).toBe(true)
})

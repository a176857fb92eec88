/**
 * Plan: why there is no plane to be seen, in the order in which a user can do something about it; shares of cells, of none
 * and of all; a cell's fate at exactly 0 and 1 and beside them; a band that the rule passes; a table of few of many bands.
 */
import { expect, test } from 'vitest'
import type { PlaneBand, TransformPlane } from '../../src/core/transform-plane.ts'
import { fkWiener } from '../../src/processes/fk-wiener/params.ts'
import { defaultStep, type ProcessDefinition } from '../../src/processes/schema.ts'
import { tfDenoise } from '../../src/processes/tf-denoise/params.ts'
import { cellSentence, fateTexts, obstacleText, planeSentence, planeTable } from '../../src/ui/analysis/plane-words.ts'

const itemOf = (definition: ProcessDefinition, isEnabled = true) => ({
  id: 'a',
  isEnabled,
  step: defaultStep(definition),
})
const plain = (text: string | undefined | null): string => text?.replaceAll(/\s/g, ' ') ?? 'none'

function planeOf(gains: readonly number[], ruled: readonly boolean[]): TransformPlane {
  const nCells = gains.length / ruled.length
  const bands = ruled.map((isRuled, band): PlaneBand => {
    const [lowHz, highHz] = [10 * band, 10 * (band + 1)]
    const places = { from: lowHz, to: highHz, lowHz, highHz, first: band * nCells, nCells, start: 0, step: 4 }
    return { name: '', ...places, supportStart: 0, supportEnd: 4, isRuled }
  })
  return {
    trace: 30,
    startTrace: 28,
    endTrace: 33,
    isCleaned: false,
    nSamples: 4 * nCells,
    sampleIntervalMs: 2,
    axis: 'hz',
    bands,
    magnitudes: new Float32Array(gains.length),
    gains: Float32Array.from(gains),
    counts: { kept: 1, shrunk: 0, zeroed: 2, raised: 0 },
    k: 3,
  }
}

test('why there is no plane', () => {
  expect(obstacleText(null, 3)).toMatch(/No step/)
  expect(obstacleText(itemOf(fkWiener, false), null)).toMatch(/is off/)
  expect(obstacleText(itemOf(fkWiener), null)).toMatch(/has no transform plane/)
  expect(obstacleText(itemOf(tfDenoise), null)).toMatch(/Pick a trace/)
  expect(obstacleText(itemOf(tfDenoise), 0)).toBeNull()
})

test('shares are of the cells that the rule looks at, and the kept ones are always told', () => {
  expect(fateTexts({ kept: 0, shrunk: 0, zeroed: 0, raised: 0 }).map(plain)).toEqual(['kept –'])
  expect(fateTexts({ kept: 0, shrunk: 0, zeroed: 8, raised: 0 }).map(plain)).toEqual(['zeroed 100.0 %', 'kept 0.0 %'])
  expect(fateTexts({ kept: 1, shrunk: 1, zeroed: 0, raised: 2 }).map(plain)).toEqual([
    'shrunk 25.0 %',
    'raised 50.0 %',
    'kept 25.0 %',
  ])
})

test('a cell is kept only where nothing changes, and zeroed only where nothing is left', () => {
  const plane = planeOf([1, 0, 1 - 2 ** -20, 2 ** -20, 1.5, 0.5], [true, false])
  const fates = [0, 1, 2].map((index) => plain(cellSentence(plane, { band: 0, index })))
  expect(fates.map((text) => text.replace(/.*: /, ''))).toEqual(['kept', 'zeroed', 'shrunk to 100 %'])
  expect(fates[1]).toMatch(/^0–10 Hz, 11 ms/)
  expect(plain(cellSentence(plane, { band: 1, index: 2 }))).toMatch(/: passes$/)
})

test('it says of what trace it is, and what was made of that', () => {
  const plane = planeOf([1, 0], [true])
  expect(plain(planeSentence(plane, 'Wavelets'))).toMatch(
    /^Transform plane of Wavelets, trace 31, threshold k 3\.00: of 3 cells/,
  )
  expect(planeSentence({ ...plane, isCleaned: true }, 'Wavelets')).toContain('trace 31 without erratic noise,')
})

test('a table has at most 26 bands, with the share that is kept', () => {
  const few = planeTable(planeOf([1, 0, 0.5, 1], [true, false]))
  expect(few.rows.map((row) => row.map(plain).at(-1))).toEqual(['50.0 %', 'passes'])
  const many = planeTable(
    planeOf(
      Array.from({ length: 100 }, () => 1),
      Array.from({ length: 100 }, () => true),
    ),
  )
  expect(many.rows.length).toBeLessThanOrEqual(26)
  expect(many.rows[0]).toHaveLength(many.heads.length)
})

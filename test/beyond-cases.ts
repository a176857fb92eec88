import { readFileSync } from 'node:fs'
import { expect } from 'vitest'
import type { GatherFigures } from '../src/core/engine.ts'
import type { Gather } from '../src/core/gather.ts'
import type { ParamValue } from '../src/core/recipe.ts'
import { expectArraysClose } from './compare-arrays.ts'
import { makeGather } from './gathers.ts'
import { readNpy } from './npy.ts'

/** A golden case of a process beyond the original, made by test/fixtures/make-beyond-fixtures.py. */
export interface BeyondCase {
  readonly id: string
  /** The parameters that are not the default ones. */
  readonly given: Readonly<Record<string, ParamValue>>
  readonly gather: Gather
  readonly expected: ArrayLike<number>
  /** The last weights of the robust mode. */
  readonly mask: ArrayLike<number> | null
  /** What is found out about the gather; empty for most. */
  readonly figures: GatherFigures
}

const FOLDER = new URL('./fixtures/beyond/', import.meta.url)

interface ManifestEntry {
  readonly id: string
  readonly step: Readonly<Record<string, ParamValue>> & { readonly process: string }
  readonly figures?: GatherFigures
}

/** Those of one process. */
export function beyondCases(name: string): readonly BeyondCase[] {
  const manifest: readonly ManifestEntry[] = JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8'))
  return manifest
    .filter(({ step }) => step.process === name)
    .map(({ id, step: { process: _, ...given }, figures = {} }) => {
      const { shape, data } = readNpy(new URL(`${id}.in.npy`, FOLDER))
      const [nSamples, nTraces] = shape as [number, number]
      const gather = { ...makeGather(nSamples, nTraces), samples: Float32Array.from(data) }
      const expected = readNpy(new URL(`${id}.out.npy`, FOLDER)).data
      const mask = given['robust'] === 'safe' ? readNpy(new URL(`${id}.mask.npy`, FOLDER)).data : null
      return { id, given, gather, expected, mask, figures }
    })
}

/** Words as they are, numbers to the last bits of float32 that the samples they are summed from may differ by. */
export function expectFiguresClose(actual: GatherFigures, expected: GatherFigures): void {
  expect(Object.keys(actual)).toEqual(Object.keys(expected))
  for (const [name, value] of Object.entries(expected)) {
    const isWords = [value].flat().some((one) => typeof one === 'string')
    if (isWords) expect(actual[name]).toEqual(value)
    else expectArraysClose([actual[name] as number].flat(), [value as number].flat(), { relativeToMax: 1e-6 })
  }
}

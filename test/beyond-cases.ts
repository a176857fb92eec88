import { readFileSync } from 'node:fs'
import type { Gather } from '../src/core/gather.ts'
import type { ParamValue } from '../src/core/recipe.ts'
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
}

const FOLDER = new URL('./fixtures/beyond/', import.meta.url)

interface ManifestEntry {
  readonly id: string
  readonly step: Readonly<Record<string, ParamValue>> & { readonly process: string }
}

/** Those of one process. */
export function beyondCases(name: string): readonly BeyondCase[] {
  const manifest: readonly ManifestEntry[] = JSON.parse(readFileSync(new URL('manifest.json', FOLDER), 'utf8'))
  return manifest
    .filter(({ step }) => step.process === name)
    .map(({ id, step: { process: _, ...given } }) => {
      const { shape, data } = readNpy(new URL(`${id}.in.npy`, FOLDER))
      const [nSamples, nTraces] = shape as [number, number]
      const gather = { ...makeGather(nSamples, nTraces), samples: Float32Array.from(data) }
      const expected = readNpy(new URL(`${id}.out.npy`, FOLDER)).data
      const mask = given['robust'] === 'safe' ? readNpy(new URL(`${id}.mask.npy`, FOLDER)).data : null
      return { id, given, gather, expected, mask }
    })
}

/**
 * Plan: the codecs as the build changes them for the page, with nothing that compiles text, give the bytes of those of Node,
 * and the samples back. That the page's policy lets them run is seen in e2e/settings.spec.ts.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import Blosc from 'numcodecs/blosc'
import LZ4 from 'numcodecs/lz4'
import Zstd from 'numcodecs/zstd'
import { afterAll, expect, test } from 'vitest'
import { numcodecsWithoutEval } from '../../scripts/numcodecs-plugin.mjs'

const folder = await mkdtemp(join(tmpdir(), 'seisproc-codecs-'))
afterAll(() => rm(folder, { recursive: true, force: true }))

const { transform } = numcodecsWithoutEval() as unknown as { transform(code: string, id: string): { code: string } }

const CODECS = [
  ['lz4', LZ4, { id: 'lz4', acceleration: 1 }],
  ['zstd', Zstd, { id: 'zstd', level: 1 }],
  ['blosc', Blosc, { id: 'blosc', cname: 'lz4', clevel: 5, shuffle: 1, blocksize: 0 }],
] as const

test.each(CODECS)('%s', async (name, original, config) => {
  const path = fileURLToPath(import.meta.resolve(`numcodecs/${name}`))
  const { code } = transform(await readFile(path, 'utf8'), path)
  expect(code).not.toMatch(/= Function;|new Function|\beval\(/)
  const changed = join(folder, `${name}.mjs`)
  await writeFile(changed, code.replaceAll('"./', `"${pathToFileURL(dirname(path))}/`))
  const { default: codec } = (await import(/* @vite-ignore */ changed)) as { default: typeof original }
  const samples = new Uint8Array(Float32Array.from({ length: 3000 }, (_, i) => Math.round(9 * Math.sin(i / 9))).buffer)
  const encode = async (by: typeof original) => (await by.fromConfig(config as never).encode(samples)).slice()
  const encoded = await encode(codec)
  expect(encoded.length).toBeLessThan(samples.length)
  expect(encoded).toEqual(await encode(original))
  expect(new Uint8Array(await codec.fromConfig(config as never).decode(encoded))).toEqual(samples)
})

test('another build of numcodecs, which the change does not suit, is an error', () => {
  expect(() => transform('export default 1', '/node_modules/numcodecs/dist/lz4.js')).toThrow(/not as this plugin knows/)
})

import type { ConstantTable } from '../gpu/constant-tables.ts'
import type { ShaderParts, ShaderSizes } from '../gpu/wgsl.ts'

/** One self-sorting pass: transforms of length n / stride are broken into `radix` parts. */
export type FourierPass = readonly [radix: number, stride: number]

/** How shared/workgroup_fft.wgsl transforms `n` numbers. */
export interface WorkgroupFft {
  readonly n: number
  readonly passes: readonly FourierPass[]
  /** The least radix that goes by butterflies in registers; n where all passes go output by output. */
  readonly leastRadix: number
}

/** Radices that have a butterfly. */
const BUTTERFLIES: readonly number[] = [2, 3, 4, 5, 8]

/**
 * Passes of a transform of any length: powers of two in as few and as equal parts of at most `largest`, 4 or 8, as can
 * be, primes as they are.
 */
export function workgroupFft(n: number, largest: 4 | 8 = 8): WorkgroupFft {
  const primes: number[] = []
  let rest = n
  for (let factor = 2; rest > 1; factor = factor * factor > rest ? rest : factor + 1) {
    for (; rest % factor === 0; rest /= factor) primes.push(factor)
  }
  const radices = [
    ...powersOfTwo(primes.filter((prime) => prime === 2).length, Math.log2(largest)),
    ...primes.filter((prime) => prime > 2),
  ]
  if (radices.length === 0) radices.push(1)
  let stride = 1
  const passes = radices.map((radix): FourierPass => {
    stride *= radix
    return [radix, stride / radix]
  })
  const byButterflies = radices.filter((radix) => BUTTERFLIES.includes(radix))
  return { n, passes, leastRadix: Math.min(n, ...byButterflies) }
}

/** Butterflies that a thread holds in a pass over `columns` transforms: HELD of the shader. */
export function heldButterflies({ n, leastRadix }: WorkgroupFft, columns: number, threads: number): number {
  return Math.ceil(((n / leastRadix) * columns) / threads)
}

function powersOfTwo(exponent: number, largest: number): readonly number[] {
  const nPasses = Math.ceil(exponent / largest)
  return Array.from({ length: nPasses }, (_, i) => 2 ** Math.floor((exponent + nPasses - 1 - i) / nPasses))
}

/** Butterflies of radix 2 and 4 alone, which are less to compile, where they are enough. */
export const FEW_BUTTERFLIES: ShaderParts = { 'shared/butterflies': 'shared/butterflies_4' }

export function isPowerOfTwo(n: number): boolean {
  return Number.isInteger(Math.log2(n))
}

let latestRoots: { readonly n: number; readonly table: ConstantTable } | undefined

/** exp(-2 pi i k / n), k in [0, n), as (re, im) pairs, made in double precision. The latest is remembered. */
export function rootsTable(n: number): ConstantTable {
  if (latestRoots?.n === n) return latestRoots.table
  const values = Float32Array.from({ length: 2 * n }, (_, i) => {
    const angle = (2 * Math.PI * (i >> 1)) / n
    return i % 2 === 0 ? Math.cos(angle) : -Math.sin(angle)
  })
  const table = { key: `roots/${n}`, values }
  latestRoots = { n, table }
  return table
}

/** What shared/workgroup_fft.wgsl is compiled for. */
export function fftSizes({ n, passes }: WorkgroupFft): ShaderSizes {
  return {
    POINTS: n,
    PASSES: passes.length,
    RADICES: passes.map(([radix]) => radix),
    STRIDES: passes.map(([, stride]) => stride),
  }
}

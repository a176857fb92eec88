/**
 * Random numbers that are the same on every machine for the same seeds: xoshiro128** seeded by splitmix32
 * (Blackman and Vigna 2018), normal deviates by Box and Muller (1958).
 */
export interface RandomNumbers {
  /** In [0, 1), 32 bits of it random. */
  uniform(): number
  /** Mean 0, standard deviation 1. */
  normal(): number
}

/** A stream of its own for each combination of seeds. */
export function seededRandom(...seeds: readonly number[]): RandomNumbers {
  const nextSeed = splitmix32(seeds)
  const nextBits = xoshiro128(nextSeed(), nextSeed(), nextSeed(), nextSeed())
  const uniform = () => nextBits() / 2 ** 32
  let spare: number | undefined

  function normal(): number {
    if (spare !== undefined) {
      const kept = spare
      spare = undefined
      return kept
    }
    // 1 - u is never 0, whose logarithm is not finite.
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const angle = 2 * Math.PI * uniform()
    spare = radius * Math.sin(angle)
    return radius * Math.cos(angle)
  }

  return { uniform, normal }
}

/** xoshiro128** from a state of four words, not all zero: 32 random bits a call. */
export function xoshiro128(...state: readonly [number, number, number, number]): () => number {
  let [a, b, c, d] = state
  return () => {
    const mixed = Math.imul(rotate(Math.imul(b, 5), 7), 9)
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return mixed >>> 0
  }
}

function rotate(bits: number, by: number): number {
  return (bits << by) | (bits >>> (32 - by))
}

function splitmix32(seeds: readonly number[]): () => number {
  let state = 0
  const next = () => {
    state = (state + 0x9e3779b9) | 0
    let mixed = state ^ (state >>> 16)
    mixed = Math.imul(mixed, 0x21f0aaad)
    mixed ^= mixed >>> 15
    mixed = Math.imul(mixed, 0x735a2d97)
    return mixed ^ (mixed >>> 15)
  }
  for (const seed of seeds) state = next() ^ seed
  return next
}

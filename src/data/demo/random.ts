/**
 * Random numbers that are the same on every machine for the same seeds: xoshiro128** seeded by splitmix32
 * (Blackman and Vigna 2018), normal deviates by Box and Muller (1958).
 */
export interface RandomNumbers {
  /** In [0, 1), 32 bits of it random. */
  uniform(): number
  /** Mean 0, standard deviation 1. */
  normal(): number
  /** As so many calls of `normal`, whose values nobody wants. */
  skipNormals(count: number): void
  /** Adds the next normal deviates, times `deviation`, one to each sample: faster than one by one. */
  addNormals(samples: Float32Array, deviation: number): void
}

/** A stream of its own for each combination of seeds. */
export function seededRandom(...seeds: readonly number[]): RandomNumbers {
  const nextSeed = splitmix32(seeds)
  const state = Int32Array.of(nextSeed(), nextSeed(), nextSeed(), nextSeed())
  const pair = new Float64Array(2)
  let isSecondThere = false

  function normal(): number {
    isSecondThere = !isSecondThere
    if (!isSecondThere) return pair[1]!
    drawNormals(state, pair)
    return pair[0]!
  }

  function addNormals(samples: Float32Array, deviation: number): void {
    const start = isSecondThere && samples.length > 0 ? 1 : 0
    const end = samples.length - ((samples.length - start) % 2)
    if (start > 0) samples[0]! += deviation * normal()
    addPairs(state, pair, samples, start, end, deviation)
    if (end < samples.length) samples[end]! += deviation * normal()
  }

  function skipNormals(count: number): void {
    const start = isSecondThere && count > 0 ? 1 : 0
    const nPairs = Math.floor((count - start) / 2)
    if (start > 0) normal()
    skipDraws(state, 2 * nPairs)
    if (start + 2 * nPairs < count) normal()
  }

  return { uniform: () => drawUniform(state), normal, addNormals, skipNormals }
}

/** xoshiro128** from a state of four words, not all zero: 32 random bits a call. */
export function xoshiro128(...words: readonly [number, number, number, number]): () => number {
  const state = Int32Array.from(words)
  return () => drawBits(state)
}

// Functions of a state and no closures, and loops alone in theirs: compiled once and kept, and one put into the other.

function addPairs(
  state: Int32Array,
  pair: Float64Array,
  samples: Float32Array,
  start: number,
  end: number,
  deviation: number,
): void {
  for (let at = start; at < end; at += 2) {
    drawNormals(state, pair)
    samples[at]! += deviation * pair[0]!
    samples[at + 1]! += deviation * pair[1]!
  }
}

function skipDraws(state: Int32Array, count: number): void {
  for (let draw = 0; draw < count; draw += 1) drawBits(state)
}

/** Two of mean 0 and standard deviation 1. */
function drawNormals(state: Int32Array, pair: Float64Array): void {
  // 1 - u is never 0, whose logarithm is not finite.
  const radius = Math.sqrt(-2 * Math.log(1 - drawUniform(state)))
  const angle = 2 * Math.PI * drawUniform(state)
  pair[0] = radius * Math.cos(angle)
  pair[1] = radius * Math.sin(angle)
}

function drawUniform(state: Int32Array): number {
  return drawBits(state) / 2 ** 32
}

function drawBits(state: Int32Array): number {
  const b = state[1]!
  const c = state[2]! ^ state[0]!
  const d = state[3]! ^ b
  state[0] = state[0]! ^ d
  state[1] = b ^ c
  state[2] = c ^ (b << 9)
  state[3] = rotate(d, 11)
  return Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
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

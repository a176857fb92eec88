/**
 * numpy.random.default_rng([seed, stream]) as far as the problems need it, draw for draw: SeedSequence, PCG64 (O'Neill
 * 2014) and the ziggurat of Marsaglia and Tsang (2000) in NumPy's layout.
 */

const MASK_64 = (1n << 64n) - 1n
const MASK_128 = (1n << 128n) - 1n
const MULTIPLIER = 0x2360ed051fc65da44385df649fccf645n

export class NumpyRandom {
  #state = 0n
  readonly #increment: bigint
  /** The upper half of a draw whose lower half was used. */
  #half: number | null = null

  constructor(...entropy: readonly number[]) {
    const [stateHigh, stateLow, incrementHigh, incrementLow] = seeds(entropy) as [bigint, bigint, bigint, bigint]
    this.#increment = ((((incrementHigh << 64n) | incrementLow) << 1n) & MASK_128) | 1n
    this.#step()
    this.#state = (this.#state + ((stateHigh << 64n) | stateLow)) & MASK_128
    this.#step()
  }

  /** In [0, 1). */
  random(): number {
    return Number(this.#next64() >> 11n) / 2 ** 53
  }

  uniform(low: number, high: number): number {
    return low + (high - low) * this.random()
  }

  uniforms(low: number, high: number, count: number): Float64Array {
    return Float64Array.from({ length: count }, () => this.uniform(low, high))
  }

  /** A whole number in [low, high). */
  integer(low: number, high: number): number {
    return low + this.#below(high - low)
  }

  integers(low: number, high: number, count: number): Int32Array {
    return Int32Array.from({ length: count }, () => this.integer(low, high))
  }

  signs(count: number): Int32Array {
    return Int32Array.from({ length: count }, () => 2 * this.integer(0, 2) - 1)
  }

  /** `count` different numbers of [0, end), by Floyd's algorithm, shuffled. */
  distinct(end: number, count: number): number[] {
    const chosen: number[] = []
    for (let last = end - count; last < end; last++) {
      const drawn = this.#below(last + 1)
      chosen.push(chosen.includes(drawn) ? last : drawn)
    }
    for (let i = count - 1; i >= 1; i--) {
      const j = this.#below(i + 1)
      ;[chosen[i], chosen[j]] = [chosen[j]!, chosen[i]!]
    }
    return chosen
  }

  normals(count: number, scale = 1): Float64Array {
    return Float64Array.from({ length: count }, () => scale * this.#normal())
  }

  #normal(): number {
    for (;;) {
      const bits = this.#next64()
      const layer = Number(bits & 0xffn)
      const isNegative = (bits & 0x100n) !== 0n
      const magnitude = Number((bits >> 9n) & 0xfffffffffffffn)
      const x = (isNegative ? -1 : 1) * magnitude * WIDTHS[layer]!
      if (magnitude < LIMITS[layer]!) return x
      if (layer === 0) return this.#tail(magnitude)
      const [above, below] = [HEIGHTS[layer - 1]!, HEIGHTS[layer]!]
      if ((above - below) * this.random() + below < Math.exp(-0.5 * x * x)) return x
    }
  }

  #tail(magnitude: number): number {
    for (;;) {
      const x = -Math.log1p(-this.random()) / TAIL
      const y = -Math.log1p(-this.random())
      if (2 * y > x * x) return Math.floor(magnitude / 256) % 2 === 1 ? -(TAIL + x) : TAIL + x
    }
  }

  /** A whole number in [0, end), by Lemire's multiplication (2019). */
  #below(end: number): number {
    for (;;) {
      const product = BigInt(this.#next32()) * BigInt(end)
      if (Number(product & 0xffffffffn) >= 2 ** 32 % end) return Number(product >> 32n)
    }
  }

  #next32(): number {
    if (this.#half !== null) {
      const half = this.#half
      this.#half = null
      return half
    }
    const bits = this.#next64()
    this.#half = Number(bits >> 32n)
    return Number(bits & 0xffffffffn)
  }

  #next64(): bigint {
    this.#step()
    const folded = (this.#state >> 64n) ^ (this.#state & MASK_64)
    const turn = this.#state >> 122n
    return ((folded >> turn) | (folded << (64n - turn))) & MASK_64
  }

  #step(): void {
    this.#state = (this.#state * MULTIPLIER + this.#increment) & MASK_128
  }
}

/** Four numbers of 64 bits from the entropy: numpy.random.SeedSequence, at most four words of entropy. */
function seeds(entropy: readonly number[]): bigint[] {
  const hashing = (start: number, multiplier: number) => {
    let constant = start
    return (value: number): number => {
      const mixed = value ^ constant
      constant = Math.imul(constant, multiplier)
      const product = Math.imul(mixed, constant)
      return (product ^ (product >>> 16)) >>> 0
    }
  }
  const hash = hashing(0x43b0d7e5, 0x931e8875)
  const pool = Array.from({ length: 4 }, (_, i) => hash(entropy[i] ?? 0))
  for (let from = 0; from < 4; from++) {
    for (let to = 0; to < 4; to++) {
      if (from === to) continue
      const mixed = Math.imul(0xca01f9dd, pool[to]!) - Math.imul(0x4973f715, hash(pool[from]!))
      pool[to] = (mixed ^ ((mixed >>> 0) >>> 16)) >>> 0
    }
  }
  const expand = hashing(0x8b51f9dd, 0x58f38ded)
  const words = Array.from({ length: 8 }, (_, i) => BigInt(expand(pool[i % 4]!)))
  return [0, 2, 4, 6].map((i) => words[i]! | (words[i + 1]! << 32n))
}

/** Where the tail begins, and the area of a layer. */
const TAIL = 3.654152885361009
const AREA = 0.004928673233974658

/** Of 256 layers: what a magnitude of 52 bits is multiplied by, below which it is surely inside, and the density at the layer's end. */
const [WIDTHS, LIMITS, HEIGHTS] = layers()

function layers(): readonly [Float64Array, Float64Array, Float64Array] {
  const [widths, limits, heights] = [new Float64Array(256), new Float64Array(256), new Float64Array(256)]
  const density = (x: number) => Math.exp(-0.5 * x * x)
  const base = AREA / density(TAIL)
  widths[0] = base / 2 ** 52
  limits[0] = (TAIL / base) * 2 ** 52
  heights[0] = 1
  widths[255] = TAIL / 2 ** 52
  heights[255] = density(TAIL)
  let [x, outer] = [TAIL, TAIL]
  for (let i = 254; i >= 1; i--) {
    x = Math.sqrt(-2 * Math.log(AREA / x + density(x)))
    limits[i + 1] = (x / outer) * 2 ** 52
    outer = x
    heights[i] = density(x)
    widths[i] = x / 2 ** 52
  }
  return [widths, limits, heights]
}

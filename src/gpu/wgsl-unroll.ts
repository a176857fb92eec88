/**
 * Straight-line code from two directives, each on a line of its own. A private array that is indexed by nothing but
 * literals lives in registers on every driver; whether a driver unrolls a loop by itself is its own affair.
 *
 * `#for i in 0..N` ... `#end`: the lines between, once for each i from the first bound up to but not including the
 * second, with the word `i` replaced by a literal. `#sort values N`: sorts the first N elements of an array of numbers.
 * Bounds are made of whole numbers, names of `const NAME = ...u;` lines, + - * / ( ), min(a, b) and max(a, b).
 */
import { SeisError } from '../core/errors.ts'

const FOR = /^\s*#for (\w+) in (.+?)\.\.(.+)$/
const END = /^\s*#end\s*$/
const SORT = /^\s*#sort (\w+) (.+)$/

/** Throws `internal` for a bound that is no number and for a `#for` or `#end` without the other. */
export function unrollWgsl(text: string, where: string): string {
  if (!/^\s*#(for|sort) /m.test(text)) return text
  const constants = new Map([...text.matchAll(/^const (\w+) = ([^;]+);/gm)].map((match) => [match[1]!, match[2]!]))
  return unrollLines(text.split('\n'), (bound) => evaluate(bound, constants, where), where).join('\n')
}

function unrollLines(lines: readonly string[], boundValue: (bound: string) => number, where: string): string[] {
  const out: string[] = []
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!
    const [loop, sort] = [FOR.exec(line), SORT.exec(line)]
    if (sort) {
      out.push(...sortingNetwork(boundValue(sort[2]!)).map(([low, high]) => exchange(sort[1]!, low, high)))
    } else if (loop) {
      const end = endOf(lines, at, where)
      const body = lines.slice(at + 1, end)
      const word = new RegExp(`\\b${loop[1]}\\b`, 'g')
      for (let i = boundValue(loop[2]!); i < boundValue(loop[3]!); i++) {
        const turn = body.map((inner) => inner.replace(word, `${i}u`))
        out.push(...unrollLines(turn, boundValue, where))
      }
      at = end
    } else if (END.test(line)) {
      throw new SeisError('internal', '#end without #for', { where: `shaders/${where}` })
    } else out.push(line)
  }
  return out
}

function endOf(lines: readonly string[], start: number, where: string): number {
  let depth = 0
  for (let at = start; at < lines.length; at++) {
    if (FOR.test(lines[at]!)) depth++
    else if (END.test(lines[at]!) && --depth === 0) return at
  }
  throw new SeisError('internal', `#for without #end: ${lines[start]!.trim()}`, { where: `shaders/${where}` })
}

/** Whole numbers, names, + - * / and parentheses, min(a, b) and max(a, b). */
function evaluate(bound: string, constants: ReadonlyMap<string, string>, where: string): number {
  const refuse = (what: string): never => {
    throw new SeisError('internal', `${what} in the bound ${bound.trim()}`, { where: `shaders/${where}` })
  }
  const words = bound.match(/\d+u?|\w+|\S/g) ?? []
  let at = 0
  const skip = (word: string): void => {
    if (words[at++] !== word) refuse(`no ${word}`)
  }
  const term = (): number => {
    const word = words[at++] ?? refuse('nothing')
    if (/^\d/.test(word)) return Number.parseInt(word, 10)
    if (word === 'min' || word === 'max') {
      skip('(')
      const first = sum()
      skip(',')
      const second = sum()
      skip(')')
      return Math[word](first, second)
    }
    if (word === '(') {
      const inner = sum()
      skip(')')
      return inner
    }
    return evaluate(constants.get(word) ?? refuse(`no const ${word}`), constants, where)
  }
  const product = (): number => {
    let value = term()
    while (words[at] === '*' || words[at] === '/') {
      value = words[at++] === '*' ? value * term() : Math.floor(value / term())
    }
    return value
  }
  const sum = (): number => {
    let value = product()
    while (words[at] === '+' || words[at] === '-') value += words[at++] === '+' ? product() : -product()
    return value
  }
  const value = sum()
  return at === words.length ? value : refuse(`${words[at]}`)
}

function exchange(array: string, low: number, high: number): string {
  const [a, b] = [`${array}[${low}u]`, `${array}[${high}u]`]
  return `{ let low = min(${a}, ${b}); ${b} = max(${a}, ${b}); ${a} = low; }`
}

/** Pairs to be put in order, one after the other: Batcher's merge exchange (Knuth, volume 3, algorithm 5.2.2 M). */
export function sortingNetwork(n: number): readonly (readonly [number, number])[] {
  const pairs: [number, number][] = []
  const top = 2 ** Math.max(0, Math.ceil(Math.log2(n)) - 1)
  for (let p = top; n > 1 && p > 0; p >>= 1) {
    for (let q = top, r = 0, d = p; ; d = q - p, q >>= 1, r = p) {
      for (let i = 0; i < n - d; i++) if ((i & p) === r) pairs.push([i, i + d])
      if (q === p) break
    }
  }
  return pairs
}

/**
 * Vite plugin: the wasm codecs of numcodecs without `new Function`, which the page's Content-Security-Policy refuses. Their glue
 * (Emscripten's embind) writes each call of a wasm function as text and compiles it; in its place comes a function that
 * does what that text says.
 */
const CODECS = /\/numcodecs\/dist\/(?:blosc|lz4|zstd)\.js$/
const COMPILES = 'var b = Function;'

export function numcodecsWithoutEval() {
  return {
    name: 'numcodecs-without-eval',
    transform(code, id) {
      if (!CODECS.test(id.split('?')[0])) return null
      if (code.split(COMPILES).length !== 2) throw new Error(`${id} is not as this plugin knows it`)
      return { code: `${code.replace(COMPILES, 'var b = embindCall;')}\n${embindCall}`, map: null }
    },
  }
}

/** Called as Function is: names of what is given, then the text. */
function embindCall(...words) {
  const text = words.pop()
  const hasStack = text.includes('var destructors = [];')
  const hasResult = text.includes('return ret;')
  return (...given) => {
    const named = Object.fromEntries(words.map((word, i) => [word, given[i]]))
    const types = given.filter((_, i) => /^argType\d+$/.test(words[i]))
    return (...args) => {
      if (args.length !== types.length) {
        named.throwBindingError(`${named.humanName} called with ${args.length} arguments, expected ${types.length}`)
      }
      const destructors = hasStack ? [] : null
      const wired = types.map((type, i) => type.toWireType(destructors, args[i]))
      const result = named.invoker(named.fn, ...wired)
      if (hasStack) named.runDestructors(destructors)
      else for (const [i, value] of wired.entries()) named[`arg${i}Wired_dtor`]?.(value)
      return hasResult ? named.retType.fromWireType(result) : undefined
    }
  }
}

import { SeisError } from '../core/errors.ts'
import { unrollWgsl } from './wgsl-unroll.ts'

/** Every file under shaders/, by its path there: `shared/complex.wgsl` -> text. The same map in page, tests and CLI. */
export const shaderSources: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(import.meta.glob<string>('/shaders/**/*.wgsl', { query: '?raw', import: 'default', eager: true })).map(
    ([path, text]) => [path.replace(/^\/shaders\//, ''), text],
  ),
)

/**
 * Values for `const NAME = 123u;` and `const NAME = array(1u, 2u);` lines that the host sizes: array lengths, which an
 * `override` cannot be, and what decides over code that is unrolled.
 */
export type ShaderSizes = Readonly<Record<string, number | readonly number[]>>

/** Shared files that stand in for others: `shared/lanes_4` -> `shared/lanes_2`. Both define the same names. */
export type ShaderParts = Readonly<Record<string, string>>

const IMPORT = /^#import[ \t]+(\S+)[ \t]*$/gm

export interface Composition {
  readonly sizes?: ShaderSizes
  readonly parts?: ShaderParts
}

/**
 * WGSL of one entry file, ready to compile: each `#import shared/name` line becomes the text of that file, or of the
 * one that stands in for it, once, in order of first mention; each size replaces the value of the `const` of that
 * name; then `#for` and `#sort` are unrolled. Throws `internal` for an unknown file, an import cycle, a size without
 * a `const`, or a part that nothing imports.
 */
export function composeWgsl(
  path: string,
  { sizes = {}, parts = {} }: Composition = {},
  sources: Readonly<Record<string, string>> = shaderSources,
): string {
  const done = new Set<string>()
  const expand = (file: string, trail: readonly string[]): string => {
    if (trail.includes(file)) throw broken(`import cycle ${[...trail, file].join(' -> ')}`, file)
    if (done.has(file)) return ''
    const text = sources[file]
    if (text === undefined) throw broken(`no such file${trail.length ? `, imported by ${trail.at(-1)}` : ''}`, file)
    const expanded = text.replace(IMPORT, (_, name: string) => expand(`${parts[name] ?? name}.wgsl`, [...trail, file]))
    done.add(file)
    return expanded
  }
  const whole = expand(path, [])
  const idle = Object.values(parts).find((part) => !done.has(`${part}.wgsl`))
  if (idle !== undefined) throw broken(`nothing imports what ${idle} stands in for`, path)
  const sized = Object.entries(sizes).reduce((text, [name, value]) => setSize(text, name, value, path), whole)
  return unrollWgsl(sized, path)
}

function setSize(text: string, name: string, value: number | readonly number[], path: string): string {
  const [shape, literal] =
    typeof value === 'number'
      ? ['\\d+u', `${value}u`]
      : ['array\\([^)]*\\)', `array(${value.map((item) => `${item}u`).join(', ')})`]
  const declaration = new RegExp(`^const ${name} = ${shape};`, 'm')
  if (!declaration.test(text)) throw broken(`no line "const ${name} = ...;" to size`, path)
  return text.replace(declaration, `const ${name} = ${literal};`)
}

function broken(what: string, file: string): SeisError {
  return new SeisError('internal', what, { where: `shaders/${file}` })
}

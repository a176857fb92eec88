import { SeisError } from '../core/errors.ts'

/**
 * The fields of a kernel's `struct Params`, read from the WGSL text, so that a field is described in one place.
 * All fields are four bytes wide, in order of declaration.
 */
export type UniformLayout = readonly { readonly name: string; readonly type: 'u32' | 'f32' }[]

export type UniformValues = Readonly<Record<string, number>>

/** Largest `struct Params`; also the alignment of a uniform binding that every adapter allows. */
export const UNIFORM_SLOT_BYTES = 256

/** Throws `internal` when there is no `struct Params`, or it has a field that is neither u32 nor f32. */
export function uniformLayout(wgsl: string, where: string): UniformLayout {
  const body = /struct Params \{([^}]*)\}/.exec(wgsl)?.[1]
  if (body === undefined) throw new SeisError('internal', 'no "struct Params"', { where })
  const fields = body
    .replace(/\/\/.*$/gm, '')
    .split(',')
    .map((field) => field.trim())
    .filter((field) => field !== '')
  return fields.map((field) => {
    const match = /^(\w+): (u32|f32)$/.exec(field)
    if (!match) throw new SeisError('internal', `field "${field}" is neither u32 nor f32`, { where })
    return { name: match[1]!, type: match[2] === 'f32' ? 'f32' : 'u32' }
  })
}

/** Writes `values` at `offsetBytes`; throws `internal` unless they name exactly the fields of the layout. */
export function writeUniforms(
  layout: UniformLayout,
  values: UniformValues,
  target: DataView,
  offsetBytes: number,
): void {
  const unknown = Object.keys(values).find((name) => !layout.some((field) => field.name === name))
  if (unknown !== undefined) throw new SeisError('internal', `Params has no field ${unknown}`)
  layout.forEach((field, index) => {
    const value = values[field.name]
    if (value === undefined) throw new SeisError('internal', `no value for ${field.name} of Params`)
    if (field.type === 'f32') target.setFloat32(offsetBytes + 4 * index, value, true)
    else target.setUint32(offsetBytes + 4 * index, value, true)
  })
}

/** What is made for a shape; the last one is kept, for spans of a gather come one after the other. Shapes are plain data. */
export function keptLast<Shape, Made>(make: (shape: Shape) => Made): (shape: Shape) => Made {
  let last: { readonly key: string; readonly made: Made } | undefined
  return (shape) => {
    const key = JSON.stringify(shape)
    if (last?.key !== key) last = { key, made: make(shape) }
    return last.made
  }
}

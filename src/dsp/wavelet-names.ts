/** The 76 discrete wavelets, by PyWavelets' names; their filters are in wavelets.ts. */
export const WAVELET_NAMES: readonly string[] = [
  'haar',
  ...family('db', from(1, 20)),
  ...family('sym', from(2, 20)),
  ...family('coif', from(1, 5)),
  ...family('bior', biorthogonal()),
  ...family('rbio', biorthogonal()),
  'dmey',
]

function family(name: string, orders: readonly (number | string)[]): string[] {
  return orders.map((order) => `${name}${order}`)
}

function from(first: number, last: number): number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}

function biorthogonal(): string[] {
  return '1.1 1.3 1.5 2.2 2.4 2.6 2.8 3.1 3.3 3.5 3.7 3.9 4.4 5.5 6.8'.split(' ')
}

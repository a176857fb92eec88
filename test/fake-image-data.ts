/** Stands in for the browser's ImageData, of a size or around pixels that there are. */
export class FakeImageData {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number

  constructor(width: number, height: number)
  constructor(data: Uint8ClampedArray, width: number)
  constructor(first: number | Uint8ClampedArray, second: number) {
    const isSize = typeof first === 'number'
    this.data = isSize ? new Uint8ClampedArray(4 * first * second) : first
    this.width = isSize ? first : second
    this.height = isSize ? second : first.length / 4 / second
  }
}

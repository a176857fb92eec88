/** Reads the PNG files that Chromium's screenshots are: 8 bits a channel, RGB or RGBA, not interlaced. */
import { inflateSync } from 'node:zlib'

export interface Picture {
  readonly width: number
  readonly height: number
  /** Four bytes a pixel, row by row. */
  readonly rgba: Uint8Array
}

export function decodePng(png: Buffer): Picture {
  const width = png.readUInt32BE(16)
  const height = png.readUInt32BE(20)
  const [depth, colour, , , interlace] = png.subarray(24, 29)
  if (depth !== 8 || (colour !== 2 && colour !== 6) || interlace !== 0) throw new Error('not a PNG of a screenshot')
  const channels = colour === 6 ? 4 : 3
  const lines = unfilter(inflateSync(dataOf(png)), width * channels, height, channels)
  const rgba = new Uint8Array(width * height * 4).fill(255)
  for (let pixel = 0; pixel < width * height; pixel++) {
    rgba.set(lines.subarray(pixel * channels, (pixel + 1) * channels), pixel * 4)
  }
  return { width, height, rgba }
}

function dataOf(png: Buffer): Buffer {
  const parts: Buffer[] = []
  for (let at = 8; at < png.length; ) {
    const length = png.readUInt32BE(at)
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') parts.push(png.subarray(at + 8, at + 8 + length))
    at += length + 12
  }
  return Buffer.concat(parts)
}

function unfilter(data: Buffer, lineBytes: number, height: number, channels: number): Uint8Array {
  const out = new Uint8Array(lineBytes * height)
  for (let y = 0; y < height; y++) {
    const filter = data[y * (lineBytes + 1)]
    for (let x = 0; x < lineBytes; x++) {
      const at = y * lineBytes + x
      const left = x >= channels ? out[at - channels]! : 0
      const up = y > 0 ? out[at - lineBytes]! : 0
      const corner = x >= channels && y > 0 ? out[at - lineBytes - channels]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter ?? 0] ?? 0
      out[at] = data[y * (lineBytes + 1) + 1 + x]! + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const estimate = left + up - corner
  const [toLeft, toUp, toCorner] = [left, up, corner].map((value) => Math.abs(estimate - value)) as [
    number,
    number,
    number,
  ]
  if (toLeft <= toUp && toLeft <= toCorner) return left
  return toUp <= toCorner ? up : corner
}

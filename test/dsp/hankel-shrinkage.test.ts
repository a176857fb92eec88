/**
 * Plan: plane waves far above the noise come back, as many as there are; noise alone becomes exactly zero, found with and
 * without rotations; no noise changes nothing; one plane wave is shrunk as the formula has it.
 */
import { expect, it } from 'vitest'
import { HankelShrinkage } from '../../src/dsp/hankel-shrinkage.ts'

const N = 24

function planeWaves(amplitudes: readonly number[]): HankelShrinkage {
  const hankel = new HankelShrinkage(N)
  amplitudes.forEach((amplitude, wave) => {
    for (let m = 0; m < N; m++) {
      const phase = (0.4 + 0.7 * wave) * m
      hankel.re[m]! += amplitude * Math.cos(phase)
      hankel.im[m]! += amplitude * Math.sin(phase)
    }
  })
  return hankel
}

const partsOf = ({ re, im }: HankelShrinkage) => [...re, ...im]

it('gives several plane waves back', () => {
  const hankel = planeWaves([1, 0.5, 2])
  const before = partsOf(hankel)
  hankel.run(1e-14)
  partsOf(hankel).forEach((part, i) => {
    expect(part).toBeCloseTo(before[i]!, 12)
  })
})

it('shrinks one plane wave by the formula', () => {
  const hankel = planeWaves([1])
  const before = partsOf(hankel)
  // Its only singular value is sqrt(13 12), that is sqrt(12 / noise) in units of sqrt(13 noise).
  const [z2, beta] = [12 / 1.5, 12 / 13]
  hankel.run(1.5)
  const gain = Math.sqrt((z2 - beta - 1) ** 2 - 4 * beta) / z2
  partsOf(hankel).forEach((part, i) => {
    expect(part).toBeCloseTo(gain * before[i]!, 13)
  })
})

it.each([3.75, 10])('makes zero of what is below the threshold, noise being %f', (noise) => {
  const hankel = planeWaves([1, 0.9, 0.8])
  hankel.run(noise)
  expect(partsOf(hankel).every((part) => part === 0)).toBe(true)
})

it('changes nothing where there is no noise', () => {
  const hankel = planeWaves([1, 2])
  const before = partsOf(hankel)
  hankel.run(0)
  expect(partsOf(hankel)).toEqual(before)
})

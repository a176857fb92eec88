/**
 * Plan: shifts in time on the WebGPU engine, as the twin of this file has them (and its controls): the swt and the
 * S-transform go round, the STFT moves by whole hops. Tolerance: the engine's rounding (test/properties/engines.ts).
 */
import { test } from 'vitest'
import { FUSED, STAGED, softwareGpu } from './engines.ts'
import { stftMovesByHops, stransformGoesRound, swtGoesRound } from './time-shift.ts'

const gpu = softwareGpu(STAGED)
const inOneKernel = softwareGpu(FUSED)

test('the swt goes round', () => swtGoesRound(gpu, 30))

test('the swt in one kernel goes round', () => swtGoesRound(inOneKernel, 30))

test('the S-transform goes round', () => stransformGoesRound(gpu, 10))

test('the STFT moves by hops', () => stftMovesByHops(gpu, 15))

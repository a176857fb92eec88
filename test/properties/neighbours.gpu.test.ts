/**
 * Plan: neighbours on the WebGPU engine, as the twin of this file has them (and its control): no trace farther than the
 * definition's haloTraces changes a bit, although all share the power of two that samples are scaled by.
 */
import { test } from 'vitest'
import { gpuCases } from './engines.ts'
import { reachesNoFarther } from './neighbours.ts'

test.each(gpuCases())('%s', (_, process, gpu) => reachesNoFarther(process, gpu, 20))

/**
 * Several small gathers by one upload, one submit and one readback: of a gather of a few traces, handing it over takes
 * longer than computing it. Each is planned and recorded by itself, one after the other in one pass, so that nothing mixes
 * and every bit is as if it were alone.
 */
import type { ProcessedGather } from '../core/engine.ts'
import type { Gather } from '../core/gather.ts'
import type { BufferPool } from '../gpu/buffers.ts'
import type { ConstantTables } from '../gpu/constant-tables.ts'
import { collectErrors } from '../gpu/error-scopes.ts'
import type { ReadbackRing } from '../gpu/readback.ts'
import type { BufferSlice, PassRecorder } from '../gpu/recorder.ts'
import { elapsedMs, type PassTimer } from '../gpu/timing.ts'
import { copyTile, placeTile, tileSlice } from '../gpu/trace-tiles.ts'
import type { UploadRing } from '../gpu/upload.ts'
import { MEASURE_VALUES, readMeasures, recordMeasures } from '../measures/run-measures-gpu.ts'
import type { GpuLimits } from '../processes/gpu-process.ts'
import { type ChainResult, GpuChain, needsSurvey, type PlannedStep } from './webgpu-chain.ts'
import { acquireTiles, type GpuGather, recordSurvey, SURVEY_BYTES, surveyedUnit } from './webgpu-gather.ts'
import { measuredAlong } from './webgpu-results.ts'

export interface ManyTools {
  readonly device: GPUDevice
  readonly pool: BufferPool
  readonly tables: ConstantTables
  readonly recorder: PassRecorder
  readonly uploads: UploadRing
  readonly readbacks: ReadbackRing
  readonly timer: PassTimer
  readonly limits: GpuLimits
  /** Its kernels must be there as well. */
  readonly withLeakage: boolean
}

/** A gather, and how it is to be computed; the kernels must be there. */
export interface PlannedGather {
  readonly gather: Gather
  readonly chain: readonly PlannedStep[]
}

interface Recorded extends ChainResult {
  readonly resident: GpuGather
  /** Of its measures; empty where they are not wanted. */
  readonly sums: readonly BufferSlice[]
}

type TakeMemory = (length: number) => Float32Array<ArrayBuffer>

/** Submits all; resolves with the results in order, and rejects with `gpu` where the adapter refuses them. */
export function submitMany(
  tools: ManyTools,
  planned: readonly PlannedGather[],
  takeMemory: TakeMemory,
): Promise<readonly ProcessedGather[]> {
  const { device, pool, recorder, uploads, readbacks, timer, limits, withLeakage } = tools
  const startMs = performance.now()
  const { result, errors } = collectErrors(device, () => {
    const encoder = device.createCommandEncoder()
    const residents = planned.map(({ gather }) => makeRoom(tools, gather))
    const hasSubmitted = uploads.record(encoder, residents.flatMap(uploadsOf))
    const uploadMs = performance.now() - startMs
    const used = residents.flatMap(({ before, survey }) => [...before.tiles, survey].map(({ buffer }) => buffer))
    const chains: GpuChain[] = []
    try {
      for (const { survey } of residents) encoder.clearBuffer(survey.buffer)
      const pass = encoder.beginComputePass(timer.descriptor())
      recorder.begin(pass)
      const recorded = planned.map(({ chain }, i): Recorded => {
        const resident = residents[i]!
        const isSurveyDue = withLeakage || needsSurvey(chain)
        if (isSurveyDue) recordSurvey(recorder, resident, limits.workgroupsPerDimension)
        const one = new GpuChain({ ...tools, retire: (buffers) => void used.push(...buffers) })
        chains.push(one)
        const result = one.record(resident, chain, !isSurveyDue)
        const sums = withLeakage ? recordMeasures({ ...tools, ...resident, after: result.after }) : []
        used.push(...sums.map(({ buffer }) => buffer))
        return { resident, ...result, sums }
      })
      pass.end()
      const readback = readbacks.record(encoder, [...recorded.flatMap(partsOf), ...timer.record(encoder)])
      recorder.end()
      device.queue.submit([encoder.finish()])
      return { recorded, readback, uploadMs }
    } finally {
      // Also where one of them was refused halfway.
      hasSubmitted()
      for (const chain of chains) chain.forget()
      for (const buffer of used) pool.release(buffer)
    }
  })
  return errors.then(() => {
    const { recorded, readback, uploadMs } = result
    return readback.read((bytes) => {
      const wallMs = performance.now() - startMs
      return readResults(bytes, recorded, takeMemory, { uploadMs, wallMs })
    })
  })
}

function makeRoom({ pool, limits }: ManyTools, gather: Gather): GpuGather {
  const before = acquireTiles(pool, gather.nSamples, gather.nTraces, limits.bindingBytes, 'before')
  return { gather, before, survey: { buffer: pool.acquire(SURVEY_BYTES, 'survey'), bytes: SURVEY_BYTES } }
}

function uploadsOf({ gather, before }: GpuGather) {
  return before.tiles.map((tile) => ({
    ...tileSlice(before, tile),
    fill: (staging: ArrayBuffer) => copyTile(new Float32Array(staging), gather, tile),
  }))
}

/** In the order in which they are read. */
function partsOf({ resident, sums, after, figures }: Recorded): readonly BufferSlice[] {
  return [
    resident.survey,
    ...sums,
    ...after.tiles.map((tile) => tileSlice(after, tile)),
    ...figures.flatMap((ofStep) => (ofStep === null ? [] : [ofStep.slice])),
  ]
}

/** Times of the whole go to each gather by its part of the samples. */
function readResults(
  bytes: ArrayBuffer,
  recorded: readonly Recorded[],
  takeMemory: TakeMemory,
  { uploadMs, wallMs }: { readonly uploadMs: number; readonly wallMs: number },
): readonly ProcessedGather[] {
  let at = 0
  const next = (length: number): Float32Array<ArrayBuffer> => {
    const values = new Float32Array(bytes, at, length)
    at += values.byteLength
    return values
  }
  const readBackFromMs = performance.now()
  const read = recorded.map(({ resident, sums, after, figures }) => {
    const { nSamples, nTraces } = resident.gather
    const survey = next(SURVEY_BYTES / 4)
    const [badSamples = 0, badTraces = 0, maxBits = 0] = new Uint32Array(bytes, survey.byteOffset, 3)
    const measured = sums.length === 0 ? {} : measuredAlong(readMeasures(next(MEASURE_VALUES)))
    const samples = takeMemory(nSamples * nTraces)
    for (const tile of after.tiles) placeTile(samples, after, tile, next(nSamples * tile.nTraces))
    const unit = surveyedUnit(maxBits)
    const found = figures.map((ofStep) => (ofStep === null ? {} : ofStep.read(next(ofStep.nValues), unit)))
    const bad = { nSamples: badSamples, nTraces: badTraces }
    return { nSamples, nTraces, samples, badSamples: bad, figures: found, ...measured }
  })
  const computeMs = elapsedMs(new BigUint64Array(bytes.slice(at))) ?? wallMs - uploadMs
  const readbackMs = performance.now() - readBackFromMs
  const nAll = read.reduce((sum, { samples }) => sum + samples.length, 0)
  return read.map((one) => {
    const share = one.samples.length / nAll
    const timings = { uploadMs: share * uploadMs, computeMs: share * computeMs, readbackMs: share * readbackMs }
    return { ...one, timings, forwardsReused: 0 }
  })
}

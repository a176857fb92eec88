/** A batch in the browser, from handles to the report: what the batch worker runs. */
import type { BatchEstimate, BatchReport } from '../core/batch.ts'
import { SeisError } from '../core/errors.ts'
import { openDataset } from '../data/dataset.ts'
import { FileSystemAccessFolder } from '../data/folders/file-system-access-folder.ts'
import { type DatasetLocation, folderOf } from '../data/location.ts'
import { createDatasetSink, type DatasetSinkInit } from '../data/output/dataset-sink.ts'
import { RecordingFolder } from '../data/output/recording-folder.ts'
import { chooseEngine } from '../engine/choose-engine.ts'
import { LastingEngine } from '../engine/lasting-engine.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { runBatch } from '../pipeline/batch.ts'
import type { BatchSetup } from '../pipeline/batch-setup.ts'
import { estimateBatch } from '../pipeline/estimate.ts'
import { withTraceHeaders } from '../pipeline/trace-headers.ts'
import { headersNeededBy } from '../processes/recipe.ts'
import type { BatchOrder, EstimateOrder } from './batch-protocol.ts'
import { JournalDatabase } from './journal-database.ts'
import { withOutputLock } from './output-lock.ts'
import { openCpuEngine } from './spawn-cpu-engine.ts'

const DEFAULT_QUOTA_BYTES = 256 * 2 ** 20

export async function runOrder(
  order: BatchOrder,
  { signal, control, onProgress }: Required<Pick<BatchSetup, 'signal' | 'control' | 'onProgress'>>,
): Promise<BatchReport> {
  await refuseInputAsOutput(order.input, order.output)
  return withOutputLock(order.output.name, async () => {
    const { reads, source, engine } = await openOrder(order, signal)
    try {
      const output = new FileSystemAccessFolder(order.output)
      return await runBatch({
        source,
        engine,
        sink: createDatasetSink({ input: reads, output, reads, copy: new JournalDatabase(), ...sinkWords(order) }),
        request: order.request,
        withLeakage: order.request.withLeakage ?? true,
        quotaBytes: order.quotaBytes ?? DEFAULT_QUOTA_BYTES,
        signal,
        control,
        onProgress,
      })
    } finally {
      await engine.close()
      await source.close()
    }
  })
}

function sinkWords({ overwrite = false, estimate }: BatchOrder): Pick<DatasetSinkInit, 'overwrite' | 'estimate'> {
  return { overwrite, ...(estimate === undefined ? {} : { estimate }) }
}

export async function estimateOrder(order: EstimateOrder, signal: AbortSignal): Promise<BatchEstimate> {
  const { source, engine } = await openOrder(order, signal)
  try {
    return await estimateBatch({ source, engine, request: order.request, signal, cores: navigator.hardwareConcurrency })
  } finally {
    await engine.close()
    await source.close()
  }
}

type OpenedOrder = EstimateOrder & Pick<BatchOrder, 'workers'>

async function openOrder({ input, gathersBy, request, workers }: OpenedOrder, signal: AbortSignal) {
  const reads = new RecordingFolder(await folderOf(input))
  const opened = await openDataset(reads, { signal, ...(gathersBy === undefined ? {} : { gathersBy }) })
  const source = await withTraceHeaders(opened, headersNeededBy(request.recipe))
  const openers = { openGpu: () => WebGpuEngine.create({ gpu: navigator.gpu }), openCpu: () => openCpuEngine(workers) }
  const engine = await LastingEngine.create(() => chooseEngine(request.engine, openers, request.recipe))
  return { reads, source, engine }
}

async function refuseInputAsOutput(input: DatasetLocation, output: FileSystemDirectoryHandle): Promise<void> {
  if (input.kind !== 'folder') return
  const isSame = await input.handle.isSameEntry(output)
  if (!isSame && (await input.handle.resolve(output)) === null && (await output.resolve(input.handle)) === null) return
  throw new SeisError('conflict', 'The output would be in, over or around the input', {
    where: output.name,
    todo: 'choose a folder beside the dataset',
    fields: { output: output.name, input: input.handle.name },
  })
}

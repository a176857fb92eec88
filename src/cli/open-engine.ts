import { existsSync } from 'node:fs'
import { availableParallelism, totalmem } from 'node:os'
import type { BatchRequest } from '../core/batch.ts'
import type { Engine } from '../core/engine.ts'
import { asSeisError, SeisError } from '../core/errors.ts'
import type { Recipe } from '../core/recipe.ts'
import { chooseEngine } from '../engine/choose-engine.ts'
import { CpuEngine, KEPT_PART_OF_MEMORY } from '../engine/cpu.ts'
import { WebGpuEngine } from '../engine/webgpu.ts'
import { offerSoftwareDriver } from './software-driver.ts'
import { spawnCpuEngineThread } from './spawn-cpu-engine.ts'

/** Which engine the user asks for. */
export interface EngineWish {
  /** What it is to run, if that is known. */
  readonly recipe?: Recipe
  readonly engine: BatchRequest['engine']
  /** Part of the name of a graphics adapter. */
  readonly adapterName: string | undefined
  /** Threads of the CPU engine; null for one a core. */
  readonly nWorkers: number | null
}

/**
 * `auto` takes the graphics card when there is one, and otherwise the CPU engine: a software adapter is correct but
 * slower. `webgpu` takes any adapter. Throws `gpu` when there is none or none of the wanted name.
 */
export async function openEngine(wish: EngineWish): Promise<Engine> {
  const engine = wish.engine === 'auto' && !mayHaveGraphicsCard() ? 'cpu' : wish.engine
  const openers = { openGpu: () => openWebGpuEngine(wish), openCpu: () => openCpuEngine(wish) }
  return chooseEngine(engine, openers, wish.recipe)
}

/** Without a device file there is no card, and no need to load a driver that would only warn about it. */
function mayHaveGraphicsCard(): boolean {
  return process.platform !== 'linux' || ['/dev/dri', '/dev/nvidia0', '/dev/dxg'].some((path) => existsSync(path))
}

function openCpuEngine({ nWorkers }: EngineWish): Engine {
  return new CpuEngine({
    nWorkers: nWorkers ?? availableParallelism(),
    spawn: () => spawnCpuEngineThread(),
    keepBytes: KEPT_PART_OF_MEMORY * memoryBytes(),
  })
}

/** What this process may use: of a container with a limit, the limit. */
function memoryBytes(): number {
  const limit = process.constrainedMemory()
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem()
}

async function openWebGpuEngine({ engine, adapterName }: EngineWish): Promise<Engine> {
  if (engine === 'webgpu') offerSoftwareDriver()
  const gpu = await loadGpu()
  return WebGpuEngine.create({ gpu, ...(adapterName === undefined ? {} : { adapterName }) }).catch((thrown) => {
    const error = asSeisError(thrown)
    if (error.code !== 'gpu' || error.where !== '') throw error
    throw new SeisError('gpu', error.message, {
      todo: 'set VK_ICD_FILENAMES to the JSON file of a Vulkan driver (of SwiftShader for a software adapter), or use --engine cpu',
      cause: thrown,
    })
  })
}

/** A web page must not tell time by the GPU, so Dawn rounds its timestamps to 0.1 ms; here nobody is spied on. */
const DAWN_OPTIONS = ['disable-dawn-features=timestamp_quantization']

/** WebGPU of Node: Dawn, as the `webgpu` package has it; its constants become globals, as they are in a browser. */
async function loadGpu(): Promise<GPU> {
  try {
    const { create, globals } = await import('webgpu')
    Object.assign(globalThis, globals)
    return create(DAWN_OPTIONS)
  } catch (cause) {
    throw new SeisError('gpu', 'WebGPU for Node cannot be loaded on this system', { todo: 'use --engine cpu', cause })
  }
}

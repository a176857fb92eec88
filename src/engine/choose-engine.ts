import type { BatchRequest } from '../core/batch.ts'
import type { Engine } from '../core/engine.ts'
import type { Recipe } from '../core/recipe.ts'
import { hasKernels } from '../processes/methods.ts'

export interface EngineOpeners {
  openGpu(): Promise<Engine>
  openCpu(): Engine
}

/**
 * `auto` takes a graphics card, and the CPU engine where there is none or only a software adapter, that is correct but
 * slower, or where a step of the recipe has no kernels. `webgpu` takes any adapter; rejects with what `openGpu` rejects
 * with.
 */
export async function chooseEngine(
  wanted: BatchRequest['engine'],
  openers: EngineOpeners,
  recipe?: Recipe,
): Promise<Engine> {
  if (wanted === 'cpu' || (wanted === 'auto' && recipe !== undefined && !hasKernels(recipe))) return openers.openCpu()
  if (wanted === 'webgpu') return openers.openGpu()
  // Why there is no card is of no use here: the report names the engine that ran.
  const engine = await openers.openGpu().catch(() => null)
  if (engine !== null && !engine.info.isSoftware) return engine
  await engine?.close()
  return openers.openCpu()
}

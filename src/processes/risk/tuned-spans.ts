import { balanceRuns, balancingFactors } from '../balance/trace-balance.ts'
import type { GatherReference } from '../gather-process.ts'
import { type SpanMethod, spanPass, spanPassRuns } from '../span-pass.ts'
import { type Choices, leastRisk, leastRiskRuns } from './least-risk.ts'

/**
 * A method of spans with the one of the choices for k whose expected error is least, as leastRisk has it. Errors are those
 * of balanced traces; the method gets the traces as they are.
 */
export function tunedSpans(method: SpanMethod, choices: Choices): GatherReference {
  return {
    *passes(gather, step) {
      const factors = yield* balancingFactors(gather, 'input', true)
      return yield* leastRisk(gather, {
        input: 'input',
        output: 'output',
        factors,
        choices,
        *filter(planes, k) {
          yield spanPass(method, gather, { ...step, k }, planes)
        },
      })
    },
    runs: { ...balanceRuns, ...leastRiskRuns, ...spanPassRuns(method) },
  }
}

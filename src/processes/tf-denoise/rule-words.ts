import { PROTECTION_CODES, RULE_CODES } from '../../dsp/tf-rules.ts'
import type { TfDenoiseParams } from './params.ts'

/** Of a kernel's Params, what shaders/shared/spectral_rule.wgsl asks for. */
export function ruleWords({ rule, k, protection, protectionFactor }: TfDenoiseParams) {
  return { rule: RULE_CODES[rule], k, protection: PROTECTION_CODES[protection], protectionFactor }
}

/** Rules and protections as shaders/shared/spectral_rule.wgsl counts them. */
export const RULE_CODES = { hard: 0, scaled: 1, adaptive: 2, soft: 3 } as const
export const PROTECTION_CODES = { off: 0, 'low-amplitude': 1, 'never-inflate': 2 } as const

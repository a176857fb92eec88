import type { FlagParam } from './schema.ts'

export const BALANCE: FlagParam = { kind: 'flag', key: 'balance', label: 'Balance traces', default: true }

export const PROTECT_SIGNAL: FlagParam = {
  kind: 'flag',
  key: 'protectSignal',
  label: 'Protect signal',
  hint: 'puts back what was removed and looks like the signal beside it',
  default: false,
}

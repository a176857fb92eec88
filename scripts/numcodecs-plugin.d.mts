import type { Plugin } from 'vite'

export function numcodecsWithoutEval(): Plugin

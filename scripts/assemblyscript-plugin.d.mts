import type { Plugin } from 'vite'

export function assemblyscript(): Plugin

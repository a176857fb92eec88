import type { Plugin } from 'vite'

export declare function shorterWgsl(): Plugin

import { defineConfig } from 'vitest/config'
import { assemblyscript } from './scripts/assemblyscript-plugin.mjs'

/** `unit` needs nothing but Node; `gpu` needs a (software) Vulkan driver, which scripts/test.mjs finds. */
export default defineConfig({
  plugins: [assemblyscript()],
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: ['test/**/*.gpu.test.ts'],
          testTimeout: 60_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'gpu',
          include: ['test/**/*.gpu.test.ts'],
          pool: 'forks',
          // The driver computes on every core: a second device gains nothing.
          maxWorkers: 1,
          // All files share one device and the kernels that it has compiled. Another number of workers, another group.
          isolate: false,
          sequence: { groupOrder: 1 },
          testTimeout: 240_000,
          hookTimeout: 240_000,
        },
      },
    ],
  },
})

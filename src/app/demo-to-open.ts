import type { DemoFolder } from '../workers/demo-client.ts'
import type { Locate, OpenChoices } from './dataset-controller.ts'

/** The demo dataset in the browser's own storage, made on the first call. */
export type OpenDemoFolder = (onProgress: (text: string) => void) => Promise<DemoFolder>

/** How the demo is opened: while its samples are still being made. */
export function demoToOpen(openDemoFolder: OpenDemoFolder): [Locate, OpenChoices] {
  let written: Promise<void> | undefined
  const locate: Locate = async (onProgress) => {
    const demo = await openDemoFolder(onProgress)
    written = demo.written
    return { kind: 'folder', handle: demo.handle }
  }
  return [locate, { whole: async () => written }]
}

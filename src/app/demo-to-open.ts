import type { DemoFolder, Writing } from '../workers/demo-client.ts'
import type { Locate, OpenChoices } from './dataset-controller.ts'

/** The demo dataset in the browser's own storage, made on the first call. */
export type OpenDemoFolder = (onProgress: (text: string) => void) => Promise<DemoFolder>

/** How the demo is opened: while its samples are still being made. */
export function demoToOpen(openDemoFolder: OpenDemoFolder): [Locate, OpenChoices] {
  let writing: Writing | null = null
  const locate: Locate = async (onProgress) => {
    const demo = await openDemoFolder(onProgress)
    writing = demo.writing
    return { kind: 'folder', handle: demo.handle }
  }
  return [locate, { writing: () => writing }]
}

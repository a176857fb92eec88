/**
 * A Chromium that hands out real folder handles without a question: its profile is seeded, before the first start,
 * with the permission to write below one folder, for the one origin that the tests serve.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { type BrowserContext, chromium, type Page } from '@playwright/test'

const FLAGS = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // WebGPU on SwiftShader; without the last three, presenting a canvas ends the GPU process.
  '--enable-unsafe-webgpu',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
]

export interface BrowserOptions {
  /** Permissions are kept by origin, and a port is part of it. */
  readonly origin: string
  readonly profile: string
  /** Folders below this one may be read and written once they are dropped. */
  readonly folders: string
  readonly viewport?: { readonly width: number; readonly height: number }
  /** What a service worker fetches cannot be intercepted by a spec: 'block' by default. */
  readonly serviceWorkers?: 'allow' | 'block'
  readonly colourScheme?: 'dark' | 'light'
}

export async function launchBrowser(options: BrowserOptions): Promise<BrowserContext> {
  const executablePath = process.env['CHROME']
  if (executablePath === undefined) throw new Error('CHROME is not set - run the tests by: npm run test:e2e')
  await mkdir(join(options.profile, 'Default'), { recursive: true })
  await writeFile(join(options.profile, 'Default', 'Preferences'), JSON.stringify(preferences(options)))
  return chromium.launchPersistentContext(options.profile, {
    executablePath,
    headless: true,
    args: FLAGS,
    baseURL: options.origin,
    viewport: options.viewport ?? { width: 1440, height: 900 },
    colorScheme: options.colourScheme ?? 'dark',
    deviceScaleFactor: 1,
    serviceWorkers: options.serviceWorkers ?? 'block',
  })
}

function preferences({ origin, folders }: BrowserOptions) {
  const lastModified = String((Date.now() + 11_644_473_600_000) * 1000)
  const allowed = {
    path: folders,
    'is-directory': true,
    readable: true,
    writable: true,
    'display-name': basename(folders),
  }
  const site = `${origin},*`
  return {
    // Without a network, its check of every new file takes seconds.
    safebrowsing: { enabled: false },
    profile: {
      content_settings: {
        exceptions: {
          file_system_access_chooser_data: {
            [site]: { last_modified: lastModified, setting: { 'chosen-objects': [allowed] } },
          },
          file_system_access_extended_permission: { [site]: { last_modified: lastModified, setting: 1 } },
        },
      },
    },
  }
}

/** Drops a folder of the disk on the middle of the page, as a user does from a file manager. */
export async function dropFolder(page: Page, folder: string): Promise<void> {
  const session = await page.context().newCDPSession(page)
  const size = page.viewportSize() ?? { width: 1440, height: 900 }
  const place = { x: size.width / 2, y: size.height / 2 }
  const data = { items: [], files: [folder], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    await session.send('Input.dispatchDragEvent', { type, ...place, data })
  }
  await session.detach()
}

/**
 * The next folder pickers answer with `folder`. Chromium has no picker without a window, so that the handle is made by
 * dropping the folder where the page does not see it.
 */
export async function answerPicker(page: Page, folder: string): Promise<void> {
  await page.evaluate(() => {
    const trap = document.createElement('div')
    trap.id = 'picker-trap'
    Object.assign(trap.style, { position: 'fixed', inset: '0', zIndex: '2147483647' })
    const hide = (event: DragEvent): void => {
      event.preventDefault()
      event.stopImmediatePropagation()
    }
    const catchDrop = (event: DragEvent): void => {
      hide(event)
      const [item] = event.dataTransfer?.items ?? []
      const handle = item?.getAsFileSystemHandle()
      Object.assign(window, { showDirectoryPicker: () => handle })
      for (const type of ['dragenter', 'dragover'] as const) window.removeEventListener(type, hide, true)
      trap.remove()
    }
    for (const type of ['dragenter', 'dragover'] as const) window.addEventListener(type, hide, true)
    window.addEventListener('drop', catchDrop, { capture: true, once: true })
    document.body.append(trap)
  })
  await dropFolder(page, folder)
  await page.waitForFunction(() => document.getElementById('picker-trap') === null)
}

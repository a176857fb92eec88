import { existsSync } from 'node:fs'
import { constants } from 'node:os'

/** Where Debian's Chromium keeps a Vulkan loader and SwiftShader, a software driver. */
const CHROMIUM = '/usr/lib/chromium'
const DRIVER = `${CHROMIUM}/vk_swiftshader_icd.json`
const LOADER = `${CHROMIUM}/libvulkan.so.1`
const SYSTEM_LOADERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib/aarch64-linux-gnu', '/usr/lib64', '/usr/lib']

/** glibc: the library stays in the process although Node finds no addon in it. */
const RTLD_NODELETE = 0x1000

/**
 * Lets WebGPU run where there is no graphics card but a Chromium: adds its software driver to the system's own (a
 * card still comes first), and its Vulkan loader where the system has none. Does nothing when a driver is named in
 * the environment. To be called before the `webgpu` package is loaded.
 */
export function offerSoftwareDriver(): void {
  const isNamed = ['VK_ICD_FILENAMES', 'VK_DRIVER_FILES', 'VK_ADD_DRIVER_FILES'].some((name) => name in process.env)
  if (isNamed || process.platform !== 'linux' || !existsSync(DRIVER)) return
  process.env['VK_ADD_DRIVER_FILES'] = DRIVER
  const hasLoader = SYSTEM_LOADERS.some((folder) => existsSync(`${folder}/libvulkan.so.1`))
  if (hasLoader || !existsSync(LOADER)) return
  try {
    process.dlopen({ exports: {} }, LOADER, constants.dlopen.RTLD_NOW | RTLD_NODELETE)
  } catch {
    // Always: a loader is no addon. It is in the process now, where Dawn finds it by its name.
  }
}

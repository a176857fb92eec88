/**
 * Finds the programs that the tests need besides Node - a Chromium, a software Vulkan driver, zarr-python - and
 * installs the missing ones where that is possible without asking (Debian and its like, as root).
 * What cannot be had is an Error whose message says what to install.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, realpathSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'

const BROWSERS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']
const BROWSER_FOLDERS = [
  '/usr/lib/chromium',
  '/usr/lib/chromium-browser',
  '/opt/google/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS',
]
const PYTHONS = ['/usr/bin/python3', 'python3', 'python']

/** Path of a Chromium: $CHROME, one in PATH, Playwright's own, or a fresh one from the system's packages. */
export function findBrowser() {
  if (process.env.CHROME) {
    if (existsSync(process.env.CHROME)) return process.env.CHROME
    throw new Error(`CHROME is ${process.env.CHROME}, and there is no such file`)
  }
  const found = installedBrowser() ?? (installPackages('chromium') ? installedBrowser() : null)
  if (found !== null) return found
  throw new Error('No Chromium was found - install chromium (Debian: apt-get install chromium) or set CHROME to one')
}

function installedBrowser() {
  const application = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'
  return firstInPath(BROWSERS) ?? playwrightBrowser() ?? (existsSync(application) ? application : null)
}

function playwrightBrowser() {
  const store = process.env.PLAYWRIGHT_BROWSERS_PATH ?? join(homedir(), '.cache', 'ms-playwright')
  if (!existsSync(store)) return null
  const versions = readdirSync(store).filter((name) => /^chromium-\d+$/.test(name))
  const newest = versions.toSorted((a, b) => Number(b.split('-')[1]) - Number(a.split('-')[1]))
  const paths = newest.flatMap((name) =>
    ['chrome-linux64', 'chrome-linux'].map((folder) => join(store, name, folder, 'chrome')),
  )
  return paths.find((path) => existsSync(path)) ?? null
}

/**
 * The environment under which the `webgpu` package finds a software adapter: SwiftShader's driver beside the browser,
 * and a Vulkan loader (the system's own, or the browser's).
 */
export function softwareVulkan(browser) {
  const folders = [dirname(realpathSync(browser)), dirname(browser), ...BROWSER_FOLDERS]
  const driver = folders.map((folder) => join(folder, 'vk_swiftshader_icd.json')).find((path) => existsSync(path))
  const icd = process.env.VK_ICD_FILENAMES ?? driver
  if (icd === undefined)
    throw new Error(`No vk_swiftshader_icd.json beside ${browser} - set VK_ICD_FILENAMES to a driver`)
  const environment = {
    VK_ICD_FILENAMES: icd,
    VK_DRIVER_FILES: icd,
    XDG_RUNTIME_DIR: process.env.XDG_RUNTIME_DIR ?? mkdtempSync(join(tmpdir(), 'seisproc-runtime-')),
  }
  if (process.platform !== 'linux' || hasVulkanLoader() || (installPackages('libvulkan1') && hasVulkanLoader())) {
    return environment
  }
  const loader = folders.find((folder) => existsSync(join(folder, 'libvulkan.so.1')))
  if (loader === undefined) throw new Error('No Vulkan loader was found - install libvulkan1')
  const path = [loader, process.env.LD_LIBRARY_PATH].filter(Boolean).join(delimiter)
  return { ...environment, LD_LIBRARY_PATH: path }
}

function hasVulkanLoader() {
  const listing = ['/sbin/ldconfig', '/usr/sbin/ldconfig', 'ldconfig']
    .map((command) => spawnSync(command, ['-p'], { encoding: 'utf8' }))
    .find((result) => result.status === 0)
  return listing?.stdout.includes('libvulkan.so.1') ?? false
}

/** A Python that can import zarr; the other program that reads what this one wrote. */
export function findZarrPython() {
  const candidates = process.env.PYTHON ? [process.env.PYTHON] : PYTHONS
  const find = () => candidates.find((python) => spawnSync(python, ['-c', 'import zarr, numpy']).status === 0)
  const found = find() ?? (installPackages('python3-zarr') ? find() : undefined)
  if (found !== undefined) return found
  throw new Error('No Python with zarr was found - install python3-zarr, or set PYTHON to one that has it')
}

function firstInPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = names.flatMap((name) => folders.map((folder) => join(folder, name)))
  return paths.find((path) => existsSync(path)) ?? null
}

let listsAreFresh = false

/** True when apt could be run as root and succeeded; false where there is no such thing. */
function installPackages(...names) {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || firstInPath(['apt-get']) === null) return false
  const apt = (...words) => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
    return spawnSync('apt-get', words, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0
  }
  console.log(`Installing ${names.join(', ')} ...`)
  if (!listsAreFresh) listsAreFresh = apt('update', '-qq')
  return apt('install', '-y', '-qq', '--no-install-recommends', ...names)
}

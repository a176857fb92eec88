/** The three panels as a user sees them, and as the drawing rule says that they must look. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { TraceBlock } from '../src/core/gather.ts'
import type { Recipe } from '../src/core/recipe.ts'
import type { TracePlaces } from '../src/core/view.ts'
import { percentileClip, sortedAmplitudes } from '../src/panels/amplitude.ts'
import { densityPixels, type PixelMeans, pixelMeans } from '../src/panels/density-canvas.ts'
import type { GainField } from '../src/panels/gain.ts'
import { fitViewport, type PanelSize, type Viewport } from '../src/panels/viewport.ts'
import { wigglePoints } from '../src/panels/wiggle.ts'
import { drawWiggles } from '../src/panels/wiggle-canvas.ts'
import { formatCount } from '../src/ui/format.ts'
import { decodePng, type Picture } from './png.ts'

export const PANELS = ['before', 'after', 'noise'] as const
export type PanelName = (typeof PANELS)[number]

/** The page has read its gather, run its recipe and drawn the result. */
export async function settled(page: Page): Promise<void> {
  await expect(page.getByTestId('live-state')).toHaveAttribute('data-busy', 'false')
  await expect(page.locator('[data-metric^="Last run"] .metric-value')).toContainText('ms')
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
}

/** Replaces the chain by a preset; what is computed at that moment is given up. */
export async function choosePreset(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('menuitem', { name: new RegExp(`^${name}`) }).click()
  await expect(page.getByLabel('Name of the recipe')).toHaveValue(name)
  await settled(page)
}

/** Quick, and with sliders; defaults are left out. */
export const TWO_STEPS: Recipe = {
  format: 'seisproc-recipe/1',
  name: 'Bursts and random noise',
  steps: [{ process: 'tf-denoise' }, { process: 'wavelet-denoise' }],
}

/** As a file input takes it. */
export function recipeFile(recipe: Recipe): { name: string; mimeType: string; buffer: Buffer } {
  return { name: 'recipe.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(recipe)) }
}

/** Replaces the chain by that of a recipe file. */
export async function loadRecipe(page: Page, recipe: Recipe): Promise<void> {
  await page.locator('input[aria-label="Recipe file"]').setInputFiles(recipeFile(recipe))
  await expect(page.getByLabel('Name of the recipe')).toHaveValue(recipe.name)
  await settled(page)
}

export async function goToGather(page: Page, number: number): Promise<void> {
  await page.getByLabel('Go to gather').fill(String(number))
  await page.getByLabel('Go to gather').press('Enter')
  await expect(page.getByTestId('live-state')).toContainText(`gather ${formatCount(number)}`)
  await settled(page)
}

export function panel(page: Page, name: PanelName): Locator {
  return page.locator(`[data-panel="${name}"] canvas`)
}

/** What the compositor shows where the canvas of a panel is, without the badges over it. */
export async function panelPicture(page: Page, name: PanelName): Promise<Picture> {
  await page.mouse.move(1, 1)
  await page.evaluate(() => {
    for (const over of document.querySelectorAll<HTMLElement>('.panel > :not(canvas)')) over.style.visibility = 'hidden'
  })
  const box = await panel(page, name).boundingBox()
  if (box === null) throw new Error(`The panel ${name} is not on the page`)
  const picture = decodePng(await page.screenshot({ clip: box }))
  await page.evaluate(() => {
    for (const over of document.querySelectorAll<HTMLElement>('.panel > :not(canvas)')) over.style.visibility = ''
  })
  return picture
}

export interface Amplitudes {
  readonly before: TraceBlock
  readonly after: TraceBlock
}

/**
 * The whole gather in grey at the page's first settings, clip at 98 %, noise gain 1; with variable area if it has a gain,
 * in true spacing if it has places.
 */
export function expectedPicture(
  { before, after }: Amplitudes,
  name: PanelName,
  { width, height }: Picture,
  gain: GainField | null = null,
  places: TracePlaces | null = null,
): Picture {
  const viewport = { ...fitViewport(before), ...(places && { places }) }
  const clip = percentileClip(sortedAmplitudes(before, gain), 98)
  const wiggle = { fillsPositive: true, lineWidth: 1 }
  const scene = { clip, noiseGain: 1, colourMap: 'grey', reversed: false, wiggle } as const
  const meansOf = (part: Viewport, size: PanelSize) =>
    [before, after].map((block) => pixelMeans(block, part, size, gain)) as [PixelMeans, PixelMeans]
  const rgba = densityPixels(...meansOf(viewport, { width, height }), name, scene)
  if (gain !== null) {
    const points = wigglePoints(viewport, { width, height })
    drawWiggles(rgba, { width, height }, points, ...meansOf(points.viewport, points.size), name, scene)
  }
  return { width, height, rgba: new Uint8Array(rgba.buffer) }
}

/** A picture over a flat colour of the page, where it is transparent. */
export function onGround(picture: Picture, ground: readonly number[]): Picture {
  const rgba = picture.rgba.map((level, at) => (picture.rgba[at | 3] === 0 ? (ground[at % 4] ?? 255) : level))
  return { ...picture, rgba }
}

export interface Difference {
  /** Share of pixels in which some channel differs by more than one of 255 levels. */
  readonly differing: number
  readonly greatest: number
}

export function pictureDifference(first: Picture, second: Picture): Difference {
  expect([second.width, second.height]).toEqual([first.width, first.height])
  let count = 0
  let greatest = 0
  for (let at = 0; at < first.rgba.length; at += 4) {
    const levels = [0, 1, 2].map((channel) => Math.abs(first.rgba[at + channel]! - second.rgba[at + channel]!))
    const most = Math.max(...levels)
    greatest = Math.max(greatest, most)
    if (most > 1) count += 1
  }
  return { differing: count / (first.width * first.height), greatest }
}

/** How many different grey levels a picture has: 1 is a blank panel. */
export function levelCount({ rgba }: Picture): number {
  const levels = new Set<number>()
  for (let at = 0; at < rgba.length; at += 4) levels.add(rgba[at]!)
  return levels.size
}

/** Drags the slider of a parameter to a part (0 to 1) of its track; `whileHeld` runs before it is let go. */
export async function dragSlider(page: Page, label: string, part: number, whileHeld = async () => {}): Promise<void> {
  const slider = page.getByRole('slider', { name: label, exact: true })
  const box = await slider.boundingBox()
  if (box === null) throw new Error(`There is no slider ${label}`)
  const now = await slider.evaluate((input: HTMLInputElement) => {
    const [value, min, max] = [input.value, input.min, input.max].map(Number) as [number, number, number]
    return (value - min) / (max - min)
  })
  const y = box.y + box.height / 2
  const thumb = 14
  const at = (share: number) => box.x + thumb / 2 + share * (box.width - thumb)
  await page.mouse.move(at(now), y)
  await page.mouse.down()
  for (const share of [0.25, 0.5, 0.75, 1]) await page.mouse.move(at(now + (part - now) * share), y)
  await whileHeld()
  await page.mouse.up()
}

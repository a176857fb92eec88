import type { Page } from '@playwright/test'
import { answerPicker } from './browser.ts'

/** Runs the recipe on all gathers of the dataset that is open, into a folder of the disk. */
export async function runIntoFolder(page: Page, output: string): Promise<void> {
  await page.getByRole('button', { name: 'Run on all gathers' }).click()
  await answerPicker(page, output)
  await page.getByRole('button', { name: 'Choose folder' }).click()
  await page.getByRole('button', { name: /^Run .* gathers$/ }).click()
}

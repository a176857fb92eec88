/*
 * Plan: one chunk is named in the singular, three are named, and of more than three the rest is counted.
 */
import { expect, it } from 'vitest'
import { missingChunksSentence } from '../../src/ui/missing-chunks.ts'

it('says which chunks are not on disk, and what is shown in their place', () => {
  expect(missingChunksSentence(['t/0.1'])).toBe('Chunk t/0.1 is not on disk. Its samples are shown as the fill value.')
  expect(missingChunksSentence(['a', 'b', 'c', 'd', 'e'])).toBe(
    'Chunks a, b, c and 2 more are not on disk. Their samples are shown as the fill value.',
  )
})

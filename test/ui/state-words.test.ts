/**
 * Plan: a run says at which of its steps it is where there are several and the engine says so; a drive that reads as slowly
 * as a network is spoken of from a certain time, amount and rate on, and never a dataset over http.
 */
import { expect, test } from 'vitest'
import { workingWords } from '../../src/ui/panels/panel-words.ts'
import { slowReadSentence } from '../../src/ui/shell/slow-read.ts'

test('where a run is', () => {
  expect([null, { at: 0, of: 1 }, { at: 1, of: 3 }].map(workingWords)).toEqual([
    'working',
    'working',
    'working · step 2 of 3',
  ])
})

test('only a long wait for many bytes at a low rate is a slow drive', () => {
  const slow = { isFromDrive: true, seconds: 8, bytesRead: 40e6, bytesWanted: 4e6 }
  expect(slowReadSentence(slow)?.replaceAll(/\s/g, ' ')).toMatch(
    /took 8(?:\.0)? s to read, at 5\.0+ MB\/s\..*local drive/,
  )
  for (const fast of [{ isFromDrive: false }, { seconds: 4.9 }, { bytesRead: 1e6 }, { bytesRead: 120e6 }]) {
    expect(slowReadSentence({ ...slow, ...fast }), JSON.stringify(fast)).toBeNull()
  }
})

/**
 * Plan: no message of the page is a dead end. An error that says what to do keeps its words; every other kind, also one that
 * was thrown by the browser, gets a next step; and no view shows an error past that.
 */
import { describe, expect, it } from 'vitest'
import { SeisError, toWire } from '../../src/core/errors.ts'
import { nextStep } from '../../src/ui/shell/next-step.ts'
import { readTree } from '../house/source-tree.ts'

describe('next step', () => {
  it('is what the error says, where it says something', () => {
    expect(nextStep(toWire(new SeisError('no-space', 'Full', { todo: 'Free 3 GB' })))).toBe('Free 3 GB')
  })

  it.each([
    new SeisError('bad-input', 'The dataset has no gathers'),
    new SeisError('gpu', 'There is no graphics adapter'),
    new DOMException('gone', 'NotFoundError'),
    new TypeError('undefined is not a function'),
    'thrown text',
  ])('is there for %s', (error) => {
    expect(nextStep(toWire(error))).toMatch(/^[A-Z][^.]+/)
  })

  it('is shown by every view that shows an error', () => {
    const isPast = ({ text }: { text: string }) => /\berror\??\.(?:message|todo)\b/.test(text)
    const past = readTree('src/ui', /\.tsx$/).filter(isPast)
    expect(past.map(({ path }) => path).sort()).toEqual([
      'shell/ErrorLines.tsx',
      'shell/ErrorPage.tsx',
      // A page that cannot be drawn: its button reloads.
      'shell/PageFault.tsx',
    ])
  })
})

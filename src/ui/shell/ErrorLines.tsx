import type { ReactElement } from 'react'
import type { ErrorText } from '../../state/session.ts'
import { formatWords } from '../format.ts'
import { nextStep } from './next-step.ts'

/** What, where, what to do: the three parts of a message, in that order. */
export function ErrorLines({ error }: { readonly error: ErrorText }): ReactElement {
  return (
    <>
      <span>{sentence(formatWords(error.message))}</span>
      {error.where !== '' && <span className="where"> {sentence(error.where)}</span>}
      <span> {sentence(formatWords(capitalised(nextStep(error))))}</span>
    </>
  )
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

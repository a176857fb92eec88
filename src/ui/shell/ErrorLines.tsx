import type { ReactElement } from 'react'
import type { ErrorText } from '../../state/session.ts'
import { formatWords } from '../format.ts'
import { nextStep } from './next-step.ts'

/** What, where, what to do: the three parts of a message, in that order. */
export function ErrorLines({ error }: { readonly error: ErrorText }): ReactElement {
  return (
    <>
      <span>{sentence(formatWords(error.message))}</span>
      {error.where !== '' && <span className="where"> {sentence(placed(error.where))}</span>}
      <span> {sentence(formatWords(capitalised(nextStep(error))))}</span>
    </>
  )
}

/** "Gather 99, trace 2400"; the name of a file stays as it is. */
function placed(where: string): string {
  return /^[a-z]+ \d/.test(where) ? capitalised(where) : where
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

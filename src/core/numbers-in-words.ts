/** A number that is no part of a name, a key, a time or a fraction. */
const WHOLE_NUMBER = /(?<![\w.,:/#+-])\d{4,15}(?![\w/#-]|[.,:]\w)/g

/** A sentence of the program with its whole numbers from 1000 on as `format` writes them. Not for names of files. */
export function numbersInWords(text: string, format: (count: number) => string): string {
  return text.replace(WHOLE_NUMBER, (digits) => (digits.startsWith('0') ? digits : format(Number(digits))))
}

import type { Command } from './command.ts'

/**
 * Those of `commands` whose name has every word of `text` in it, small or capital. First those in which the words begin a
 * word of the name, and among equals in the order given.
 */
export function findCommands(commands: readonly Command[], text: string): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = commands.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)))
  const isBegun = ({ name }: Command): boolean => {
    const parts = name.toLowerCase().split(/[^\p{L}\p{N}]+/u)
    return words.every((word) => parts.some((part) => part.startsWith(word)))
  }
  return [...found.filter(isBegun), ...found.filter((command) => !isBegun(command))]
}

export function pageHeadersFor(origins?: readonly string[]): Readonly<Record<string, string>>
export const pageHeaders: Readonly<Record<string, string>>

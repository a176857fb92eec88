export const pageHeaders: Readonly<Record<string, string>>

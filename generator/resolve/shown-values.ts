/** `a | b | c` of a representation. */
export function shownValues(text: string): string[] {
  if (text.length > 5000 || !text.includes('|')) return [];
  const parts = text.split('|').map((part) => part.trim());
  return parts.filter((part) => /^[A-Za-z]\w*$/.test(part));
}

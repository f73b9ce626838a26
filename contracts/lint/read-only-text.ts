/** A sentence of its own: "indicates whether it is read-only" and "read-only if …" say another thing. */
export function isReadOnly(description: string): boolean {
  return (
    /(?:^|[.;)]\s*|\bthis (?:property|value|field) is )read[- ]?only\s*(?:[.;]|$)/i.test(description) &&
    !isWritable(description)
  );
}

export function isWritable(description: string): boolean {
  return /\bread[-/ ]?write\b|\bwritable\b|\bcan be (?:set|changed|updated)\b/i.test(description);
}

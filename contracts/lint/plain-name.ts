/** Whether a member is a property: no annotation, no directory or schema extension (`extension_…`, `contoso_courses`). */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z][A-Za-z0-9]*$/.test(name);
}

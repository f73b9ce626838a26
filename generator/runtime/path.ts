import type { Writer } from './draft.ts';
import { encodeSegment, own, simple } from './text.ts';

/**
 * Fills a path template in. Every value is encoded; a value that would name another resource than it says (an empty
 * one, `.` or `..`, which URLs resolve away even when they are encoded) is refused with a TypeError, and so is a template
 * that leads out of its server by itself.
 */
export function expandPath(
  template: string,
  values?: Readonly<Record<string, unknown>>,
  write?: Writer,
): string {
  const path = template.replace(/('?)\{([^{}]*)\}/g, (_, quote: string, name: string) => {
    let value = own(values, name) ?? '';
    // A key in quotes, `Customers('O''Neil')`: quotes inside are doubled (OData 4.01 URL conventions, 5.1.1.1.1).
    if (quote && typeof value === 'string') value = value.replaceAll("'", "''");
    const text = write?.(name, value) ?? simple(value, encodeSegment);
    if (!text) throw new TypeError(`${template} must have ${name}`);
    return quote + text;
  });
  if (/\/\.\.?([/?]|$)/.test(path)) throw new TypeError(`${template} must stay`);
  return path;
}

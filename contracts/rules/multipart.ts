import { isArray, type Json, setMember } from '../../generator/model/json.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { World } from '../../generator/openapi/world.ts';
import { isJson } from '../pact/http-part.ts';
import { objectOf } from './parameter-value.ts';

interface BodyPart {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/**
 * The parts of a multipart body as one object, by their names: JSON parts as their values, the others read by the schema
 * of their property (RFC 7578; OpenAPI 3.1, 4.8.14.1). Undefined where it cannot be taken apart.
 */
export function multipartValue(
  text: string,
  contentType: string,
  position: Position,
  world: World,
): Json | undefined {
  const parts = partsOf(text, contentType);
  if (!parts) return undefined;
  const plain = parts.filter(({ type }) => !isJson(type));
  const value = objectOf(
    plain.map((part): [string, string] => [part.name, part.text]),
    position,
    world,
  );
  const object: Record<string, Json> =
    typeof value === 'object' && value !== null && !isArray(value) ? { ...value } : {};
  for (const part of parts.filter(({ type }) => isJson(type))) {
    try {
      setMember(object, part.name, JSON.parse(part.text));
    } catch {
      // Whoever asked for JSON gets a text, which the schema refuses.
      setMember(object, part.name, part.text);
    }
  }
  return object;
}

/** RFC 2046, section 5.1: delimiters begin a line, the last one ends with two dashes. */
function partsOf(text: string, contentType: string): readonly BodyPart[] | undefined {
  const given = /;\s*boundary=(?:"([^"]+)"|([^\s;]+))/i.exec(contentType);
  const boundary = given?.[1] ?? given?.[2] ?? /^--([^\r\n]+)/.exec(text)?.[1];
  if (boundary === undefined) return undefined;
  const [, ...sections] = `\n${text}`.split(`\n--${boundary}`);
  const end = sections.findIndex((section) => section.startsWith('--'));
  if (end === -1) return undefined;
  const parts = sections.slice(0, end).map(partOf);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

function partOf(section: string): BodyPart | undefined {
  const [, head = '', body] = /^[ \t]*\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(section) ?? [];
  if (body === undefined) return undefined;
  const header = (name: string) => new RegExp(`^${name}:\\s*(.*?)\\s*$`, 'im').exec(head)?.[1] ?? '';
  const name = /;\s*name=(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(header('content-disposition'));
  const found = name?.[1]?.replace(/\\(.)/g, '$1') ?? name?.[2];
  if (found === undefined) return undefined;
  return { name: found, type: header('content-type') || 'text/plain', text: body.replace(/\r$/, '') };
}

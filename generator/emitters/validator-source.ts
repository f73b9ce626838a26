import type { Json } from '../model/json.ts';
import { jsonLiteral } from '../model/printers/json-literal.ts';
import { stringLiteral } from '../model/printers/literal.ts';
import type { AjvSource, AjvValue } from './validator-ajv.ts';

/** What functions of one file share: each pattern and list of values stands once. */
export class SharedValues {
  readonly #byText = new Map<string, string>();
  formats = false;

  /** The name of a constant with this initializer. */
  named(kind: string, initializer: string): string {
    let name = this.#byText.get(initializer);
    if (name === undefined) {
      name = `${kind}${this.#byText.size}`;
      this.#byText.set(initializer, name);
    }
    return name;
  }

  declarations(): string[] {
    return [...this.#byText].map(([initializer, name]) => `const ${name} = ${initializer};`);
  }
}

/**
 * The source of one exported function. What ajv wrote is taken apart into string literals and code, which cannot be
 * confused because ajv writes every foreign text as a JSON string: literals are printed anew, code is given the names
 * that it has in our file, and the objects that ajv makes of faults become calls.
 */
export function functionSource(name: string, source: AjvSource, shared: SharedValues): string {
  const [head = '', ...body] = source.code.trim().split('\n');
  const ajvHead = `function ${source.functionName}(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){`;
  if (head !== ajvHead) throw new Error(`ajv begins functions with ${head}`);
  const used = source.values.filter(({ name: one }) => body.some((line) => line.includes(one)));
  const names = new Map(used.map((value) => [value.name, nameOf(value, shared)]));
  names.set(source.functionName, name).set('instancePath', 'path');
  const lines = withFaultCalls(body).map((line) => reprinted(line, names));
  const evaluated =
    source.evaluated === undefined ? [] : [`${name}.evaluated = ${reprinted(source.evaluated, names)};`];
  return [`export function ${name}(data: unknown, path = ''): boolean {`, ...lines, ...evaluated].join('\n');
}

const functions: Readonly<Record<string, string>> = {
  ucs2length: 'v.characters',
  equal: 'v.equal',
  hasOwnProperty: 'Object.prototype.hasOwnProperty',
};

function nameOf({ kind, value, key }: AjvValue, shared: SharedValues): string {
  if (kind === 'pattern' && value instanceof RegExp) {
    const text = `new RegExp(${stringLiteral(value.source)}, ${stringLiteral(value.flags)})`;
    return shared.named('pattern', text);
  }
  if (kind === 'formats') {
    shared.formats = true;
    return `fullFormats[${stringLiteral(String(key))}]`;
  }
  // Ours, so it is JSON: lists of values, and what was compiled.
  if (kind === 'obj') return shared.named('values', jsonLiteral(value as Json));
  if (kind === 'schema') return shared.named('schema', jsonLiteral(value as Json));
  const known = typeof value === 'function' ? functions[value.name] : undefined;
  if (known === undefined) throw new Error(`ajv uses something unknown: ${kind}`);
  return known;
}

/** A line's code and string literals in turn, beginning with code. */
function partsOf(line: string): string[] {
  return line.split(/("(?:[^"\\]|\\.)*")/);
}

/** A line with its names replaced, strings that are added up put together, and each printed by our printer. */
function reprinted(line: string, names: ReadonlyMap<string, string>): string {
  const printed: string[] = [];
  let text: string | undefined;
  for (const [i, part] of partsOf(line).entries()) {
    if (i % 2 === 1) text = (text ?? '') + JSON.parse(part);
    else if (text === undefined || part !== '+') {
      if (text !== undefined) printed.push(stringLiteral(text));
      text = undefined;
      printed.push(part.replace(/(?<![\w$.])[A-Za-z_$][\w$]*/g, (word) => names.get(word) ?? word));
    }
  }
  return printed.join('');
}

/** What ajv writes after each fault that it makes; the name of the fault stands for `#`. */
const pushed = ['if(vErrors === null){', 'vErrors = [#];', '}', 'else {', 'vErrors.push(#);', '}'];

/** `const err0 = {…}` and what follows it, as a call that adds the fault. */
function withFaultCalls(lines: readonly string[]): string[] {
  const called: string[] = [];
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const [, name, made] = /^const (err\d+) = (\{.*\});$/.exec(line) ?? [];
    if (name === undefined || made === undefined) {
      called.push(line);
      continue;
    }
    if (pushed.some((wanted, at) => lines[i + 1 + at] !== wanted.replace('#', name)))
      throw new Error(`ajv goes on after a fault with ${lines[i + 1]}`);
    called.push(faultCall(made));
    i += pushed.length;
  }
  return called;
}

/** Keywords whose fault is a member's, and where ajv names that member. */
const ofMembers: Readonly<Record<string, string>> = {
  additionalProperties: 'additionalProperty',
  unevaluatedProperties: 'unevaluatedProperty',
  propertyNames: 'propertyName',
};

function faultCall(made: string): string {
  const fault = membersOf(made);
  // Within `not` ajv counts faults without saying what they are.
  const keyword = fault.get('keyword') ?? '""';
  const member = ofMembers[keyword.slice(1, -1)];
  const name = member === undefined ? undefined : membersOf(fault.get('params') ?? '').get(member);
  const at = fault.get('instancePath') ?? 'instancePath';
  const path = name === undefined ? at : `${at}+v.member(${name})`;
  return `vErrors = v.fault(vErrors, ${path}, ${keyword}, ${fault.get('message') ?? '""'});`;
}

/** The members of an object literal as ajv writes them: `{instancePath,keyword:"type",params:{type:"string"}}`. */
function membersOf(literal: string): Map<string, string> {
  const members: string[] = [''];
  let depth = 0;
  for (const [i, part] of partsOf(literal.slice(1, -1)).entries()) {
    for (const piece of i % 2 === 1 ? [part] : part) {
      if ('([{'.includes(piece)) depth++;
      if (')]}'.includes(piece)) depth--;
      if (piece === ',' && depth === 0) members.push('');
      else members[members.length - 1] += piece;
    }
  }
  return new Map(
    members.map((member) => {
      const [, name = '', value = name] = /^(\w+):(.*)$/s.exec(member) ?? [member, member];
      return [name, value.trim()];
    }),
  );
}

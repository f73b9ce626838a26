import { type Diagnostic, defineProblem } from '../model/diagnostic.ts';
import { type Json, type JsonObject, setMember } from '../model/json.ts';
import { pointerTokens } from '../model/pointer.ts';
import { pascalCase, UniqueNames } from '../model/printers/identifier.ts';
import type { Api, Parameter, Schema } from '../openapi/api.ts';
import type { Direction } from '../openapi/direction.ts';
import { hiddenMembers, jsonSchemaOf, requiredInPlace, type SchemaReading } from '../openapi/json-schema.ts';
import type { EnumPolicy } from './emitter.ts';
import { isOpenEnum } from './enum-policy.ts';
import type { Names } from './names.ts';
import { isEmptyBesideItsType } from './operation-shape.ts';
import { SchemaGraph } from './schema-graph.ts';
import { checkKeyword, forbiddenKeyword } from './validator-ajv.ts';
import { type Handing, leadsBack } from './validator-circles.ts';

export const gap = defineProblem<{ reason: string }>({
  code: 'generate/validator-gap',
  severity: 'warning',
  summary: 'A part of a schema cannot be checked by generated code.',
  message: (p) => `${p.reason}; validators leave it out`,
});

/** A function that judges values, and the file that it lies in. */
export interface CheckRef {
  readonly name: string;
  readonly file: string;
}

/** A function to be: its schema is written for ajv, with `check` for references. */
export interface WrittenCheck extends CheckRef {
  /** Where it stands in the document. */
  readonly pointer: string;
  readonly schema: Json;
}

interface Pending extends CheckRef {
  readonly schema: Schema;
  readonly direction: Direction;
  readonly hidden: readonly string[];
  readonly slice: string;
}

/**
 * The functions that the validators of a document need. What the document says once is one function, however many
 * operations refer to it; where directions differ it is two.
 */
export class Checks {
  readonly #api: Api;
  readonly #names: Names;
  readonly #enums: EnumPolicy;
  readonly #graph: SchemaGraph;
  readonly #taken = new UniqueNames();
  readonly #known = new Map<string, CheckRef>();
  readonly #pending: Pending[] = [];
  readonly #written: WrittenCheck[] = [];
  readonly #handings: Handing[] = [];
  readonly #gaps = new Map<string, Diagnostic>();

  constructor(api: Api, { names, enums }: { readonly names: Names; readonly enums: EnumPolicy }) {
    this.#api = api;
    this.#names = names;
    this.#enums = enums;
    this.#graph = new SchemaGraph(api);
  }

  get diagnostics(): readonly Diagnostic[] {
    return [...this.#gaps.values()];
  }

  /** The function for a schema of the document; `wanted` names it where the document does not. */
  schema(schema: Schema, direction: Direction, slice: string, wanted: string): CheckRef {
    return this.#of(this.#api.resolve(schema), direction, [], slice, wanted);
  }

  /** The function for a value that one of several schemas describes. */
  either(
    schemas: readonly Schema[],
    direction: Direction,
    slice: string,
    wanted: string,
  ): CheckRef | undefined {
    const found = schemas.map((schema) => this.schema(schema, direction, slice, wanted));
    const names = [...new Set(found.map(({ name }) => name))];
    const [first, second] = found;
    if (!first || !second || names.length === 1) return first;
    return this.#add(`${slice} ${names.join(' ')}`, () => {
      const ref = { name: this.#name(wanted), file: sliceFile(slice) };
      const schema = { anyOf: names.map((name) => ({ [checkKeyword]: name })) };
      this.#written.push({ ...ref, pointer: schemas[0]?.pointer ?? '', schema });
      return ref;
    });
  }

  /** The function for parameters by their place; operations of a slice with the same ones share it. */
  parameters(
    places: Readonly<Record<string, readonly Parameter[]>>,
    pointer: string,
    slice: string,
    wanted: string,
  ): CheckRef {
    const name = this.#name(wanted);
    const properties: Record<string, Json> = {};
    const required: string[] = [];
    for (const [place, parameters] of Object.entries(places)) {
      properties[place] = this.#members(parameters, name, slice);
      if (parameters.some((parameter) => parameter.required)) required.push(place);
    }
    const schema = { type: 'object', properties, required };
    return this.#add(`${slice} ${JSON.stringify(schema)}`, () => {
      const ref = { name, file: sliceFile(slice) };
      this.#written.push({ ...ref, pointer, schema });
      return ref;
    });
  }

  #members(parameters: readonly Parameter[], from: string, slice: string): JsonObject {
    const properties: Record<string, Json> = {};
    const reading = this.#reading(from, 'request', slice);
    for (const parameter of parameters) {
      const { name, schema, content } = parameter;
      const said = schema ?? content?.schema;
      const written = said && jsonSchemaOf(this.#api, said, reading, { closed: false, hidden: [] });
      const empty = written !== undefined && isEmptyBesideItsType(this.#api, parameter);
      setMember(properties, name, empty ? { anyOf: [written, { const: '' }] } : (written ?? true));
    }
    const required = parameters.filter((parameter) => parameter.required).map(({ name }) => name);
    return { type: 'object', properties, required };
  }

  /** All functions, written; references that lead back to where they came from are cut. */
  written(): readonly WrittenCheck[] {
    for (let next = this.#pending.shift(); next; next = this.#pending.shift()) {
      const { name, file, schema, direction, hidden, slice } = next;
      const reading = this.#reading(name, direction, slice);
      const written = jsonSchemaOf(this.#api, schema, reading, { closed: false, hidden });
      this.#written.push({ name, file, pointer: schema.pointer, schema: written });
    }
    for (const { written, within, pointer } of leadsBack(this.#handings)) {
      this.gap(pointer, 'the schema is composed of itself');
      delete written[checkKeyword];
      // `A = A or B` is B, `A = A and B` is B.
      if (within === 'anyOf' || within === 'oneOf') written['not'] = {};
    }
    return this.#written;
  }

  gap(pointer: string, reason: string): void {
    const diagnostic = gap.at(this.#api.place(pointer), { reason });
    this.#gaps.set(`${pointer} ${reason}`, diagnostic);
  }

  #reading(from: string, direction: Direction, slice: string): SchemaReading {
    return {
      direction,
      closed: false,
      isOpen: (json) => isOpenEnum(json, this.#enums),
      hiddenMember: { [forbiddenKeyword]: direction === 'request' ? 'read-only' : 'write-only' },
      leftOut: (pointer, reason) => this.gap(pointer, reason),
      refer: (target, { hidden }, within) => {
        const { name } = this.#of(target, direction, hidden, slice);
        const written: Record<string, Json> = { [checkKeyword]: name };
        if (within !== undefined)
          this.#handings.push({ from, to: name, within, written, pointer: target.pointer });
        return written;
      },
    };
  }

  #of(
    schema: Schema,
    direction: Direction,
    hidden: readonly string[],
    slice: string,
    wanted?: string,
  ): CheckRef {
    const { pointer } = schema;
    const twofold = this.#graph.directional(pointer);
    const foreign = this.#foreign(schema, direction, hidden);
    return this.#add(`${twofold ? direction : ''} ${JSON.stringify(foreign)} ${pointer}`, () => {
      const stem = this.#names.schemas.get(pointer) ?? wanted ?? pascalCase(pointerTokens(pointer).join(' '));
      const way = twofold ? (direction === 'request' ? 'Sent' : 'Answered') : '';
      const name = this.#name(`${stem}${way}${foreign.length > 0 ? 'Part' : ''}`);
      const file = pointer.startsWith('/paths/')
        ? sliceFile(slice)
        : `validators/compiled/${this.#names.schemaFile(pointer)}`;
      this.#pending.push({ name, file, schema, direction, hidden: foreign, slice });
      return { name, file };
    });
  }

  /** Members that the schema requires and another, which it is a part of, keeps from travelling this way. */
  #foreign(schema: Schema, direction: Direction, hidden: readonly string[]): readonly string[] {
    if (hidden.length === 0) return [];
    const own = new Set(hiddenMembers(this.#api, schema, direction));
    const required = requiredInPlace(this.#api, schema);
    return hidden.filter((name) => required.has(name) && !own.has(name)).sort();
  }

  #add(key: string, make: () => CheckRef): CheckRef {
    const known = this.#known.get(key);
    if (known) return known;
    const made = make();
    this.#known.set(key, made);
    return made;
  }

  /** ASCII, which is all that ajv takes; with an ending that no name beside it has. */
  #name(wanted: string): string {
    return this.#taken.take(`${wanted.replace(/[^A-Za-z0-9_]/g, '_')}Check`);
  }
}

function sliceFile(slice: string): string {
  return `validators/compiled/${slice}.ts`;
}

import {
  _,
  Ajv2020,
  type Code,
  type KeywordCxt,
  type KeywordErrorDefinition,
  Name,
  str,
} from 'ajv/dist/2020.js';
import { fullFormats } from 'ajv-formats/dist/formats.js';
import { isArray, isObject, type Json } from '../model/json.ts';
import { escapeToken } from '../model/pointer.ts';
import { regexOf } from '../openapi/json-schema-keywords.ts';

/** What ajv makes of a schema, before it has a place in a file. */
export interface AjvSource {
  readonly functionName: string;
  readonly code: string;
  /** What the code names and does not declare. */
  readonly values: readonly AjvValue[];
  /** For `unevaluatedProperties` around it: what the function looks at, as source. */
  readonly evaluated: string | undefined;
}

export interface AjvValue {
  readonly name: string;
  /** ajv's words: `pattern`, `formats`, `func`, `schema`, and `obj`, which it leaves to others, for our lists of values. */
  readonly kind: string;
  readonly value: unknown;
  readonly key: unknown;
}

/** The keyword that stands for a reference: `{ check: 'checkOwner' }` has that function judge the same value. */
export const checkKeyword = 'check';
/** The keyword of a member that does not travel this way, with the reason. */
export const forbiddenKeyword = 'forbidden';

/** Names of ajv's code that ours speaks of. */
const instancePath = new Name('instancePath');
const vErrors = new Name('vErrors');
const errorCount = new Name('errors');

/**
 * Compiles schemas of our own making (`jsonSchemaOf`, and the keywords above) to the source of functions. Making an
 * instance of ajv costs more than most schemas do, so it is kept for some.
 */
export class AjvCompiler {
  readonly #unevaluated: boolean;
  readonly #instances = new Map<boolean, { readonly ajv: Ajv2020; uses: number }>();

  /** `unevaluated`: whether that keyword stands anywhere. Only then is it worth tracking what was looked at. */
  constructor(unevaluated: boolean) {
    this.#unevaluated = unevaluated;
  }

  /**
   * Throws when ajv makes nothing of the schema. `ownMembers`: only own members count, which is needed where a schema
   * names members that every object has, like `constructor`.
   */
  source(schema: Json, ownMembers: boolean): AjvSource {
    const { source } = this.#ajv(ownMembers).compile(isObject(schema) ? schema : schema === true);
    if (!source) throw new Error('ajv gave no source');
    const values = Object.entries(source.scopeValues).flatMap(([kind, names]) =>
      [...(names ?? [])].map(({ str: name, value }) => ({ name, kind, value: value?.ref, key: value?.key })),
    );
    const evaluated = this.#unevaluated ? source.evaluated?.toString() : undefined;
    return { functionName: source.validateName.str, code: source.validateCode, values, evaluated };
  }

  #ajv(ownMembers: boolean): Ajv2020 {
    let instance = this.#instances.get(ownMembers);
    // It remembers all that it has compiled.
    if (!instance || instance.uses >= 500) {
      instance = { ajv: ajvInstance(this.#unevaluated, ownMembers), uses: 0 };
      this.#instances.set(ownMembers, instance);
    }
    instance.uses++;
    return instance.ajv;
  }
}

/** All faults of a value are reported, also because code that stops at the first nests as deep as an object has members. */
function ajvInstance(unevaluated: boolean, ownMembers: boolean): Ajv2020 {
  const ajv = new Ajv2020({
    strict: false,
    validateSchema: false,
    logger: false,
    meta: false,
    addUsedSchema: false,
    allErrors: true,
    ownProperties: ownMembers,
    formats: fullFormats,
    code: { source: true, lines: true, regExp: lenientRegExp },
  });
  ajv.opts.dynamicRef = false;
  ajv.opts.unevaluated = unevaluated;
  for (const name of ['enum', 'const', 'required']) ajv.removeKeyword(name);
  ajv.addKeyword({ keyword: checkKeyword, schemaType: 'string', code: callCheck });
  ajv.addKeyword({
    keyword: forbiddenKeyword,
    schemaType: 'string',
    error: forbidden,
    code: (cxt) => cxt.error(),
  });
  ajv.addKeyword({ keyword: 'enum', schemaType: 'array', error: oneOf, code: isOneOf });
  ajv.addKeyword({ keyword: 'const', error: oneOf, code: isOneOf });
  ajv.addKeyword({
    keyword: 'required',
    type: 'object',
    schemaType: 'array',
    // ajv goes no further after `propertyNames` where there are no names.
    before: 'maxProperties',
    code: hasMembers,
  });
  return ajv;
}

function callCheck(cxt: KeywordCxt): void {
  const { gen, data, it } = cxt;
  const check = new Name(String(cxt.schema));
  gen.if(_`!${check}(${data}, ${pathOf(cxt)})`, () => {
    gen.assign(vErrors, _`v.gather(${vErrors}, ${check}.errors)`);
    gen.assign(errorCount, _`${vErrors}.length`);
  });
  if (!it.opts.unevaluated) return;
  // What the other function has looked at counts as looked at here. Copied, because ajv adds to it.
  const props = gen.var('props', _`v.copied(${check}.evaluated.props)`);
  const items = gen.var('items', _`${check}.evaluated.items`);
  cxt.mergeEvaluated({ ...it, props, items }, Name);
}

/** `enum` and `const`: the values stand once, in a list of their own, and not in a copy of the whole schema. */
function isOneOf(cxt: KeywordCxt): void {
  const { gen, data } = cxt;
  const values: readonly Json[] = valuesOf(cxt);
  const list = gen.scopeValue('obj', { ref: values });
  const plainValues = values.every((value) => typeof value !== 'object' || value === null);
  cxt.fail(plainValues ? _`!${list}.includes(${data})` : _`!${list}.some((one) => v.equal(one, ${data}))`);
}

const oneOf: KeywordErrorDefinition = {
  message: (cxt) => {
    const text = valuesOf(cxt)
      .map((value) => JSON.stringify(value))
      .join(', ');
    return text.length > 200 ? 'must be one of the documented values' : str`must be ${text}`;
  },
};

function valuesOf({ keyword, schema }: { keyword?: string; schema: unknown }): readonly Json[] {
  // The schema is ours, so its values are JSON.
  const value = schema as Json;
  return keyword === 'enum' && isArray(value) ? value : [value];
}

/** A fault for each member that is missing, at the place where it should be. */
function hasMembers({ gen, data, it, schema }: KeywordCxt): void {
  for (const name of new Set(isArray(schema) ? schema.map(String) : [])) {
    const absent = _`${data}[${name}] === undefined`;
    gen.if(it.opts.ownProperties ? _`!Object.hasOwn(${data}, ${name}) || ${absent}` : absent, () => {
      const path = str`${instancePath}${it.errorPath}${`/${escapeToken(name)}`}`;
      gen.code(_`${vErrors} = v.fault(${vErrors}, ${path}, "required", "must be there")`);
      gen.code(_`${errorCount}++`);
    });
  }
}

const forbidden: KeywordErrorDefinition = {
  message: ({ schema }) => str`must not be there: ${String(schema)}`,
};

function pathOf({ it }: KeywordCxt): Code {
  return it.errorPath.emptyStr() ? instancePath : str`${instancePath}${it.errorPath}`;
}

/** ajv is given what `keywordFault` has let past: a pattern that is one. */
const lenientRegExp = Object.assign(
  (pattern: string) => {
    const regex = regexOf(pattern);
    if (!regex) throw new Error(`${pattern} is no regular expression`);
    return regex;
  },
  { code: 'new RegExp' },
);

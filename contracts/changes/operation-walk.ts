import { isObject } from '../../generator/model/json.ts';
import { valueAt } from '../../generator/model/pointer.ts';
import type {
  Api,
  Header,
  MediaType,
  Operation,
  Parameter,
  Response,
  Schema,
} from '../../generator/openapi/api.ts';
import type { Alike } from './alike.ts';
import type { Check } from './check.ts';
import type { Causes } from './collect.ts';
import { matchResponses } from './match-responses.ts';
import { alsoMatched, type Matched, matchedBy } from './matched.ts';
import { parameterName } from './parameter-name.ts';
import type { SchemaWalk } from './schema-walk.ts';
import type { OperationPair, Subjects } from './subjects.ts';
import type { Sender, View } from './view.ts';

/** The checks by what they look at. */
export type ChecksByPair = { readonly [Of in keyof Subjects]: readonly Check<Of>[] };
export type ChecksOf = <Of extends keyof Subjects>(of: Of) => ChecksByPair[Of];

/** What is the same for all operations of two documents. */
export interface Walked {
  readonly base: Api;
  readonly head: Api;
  readonly alike: Alike;
  readonly schemas: SchemaWalk;
  readonly checks: ChecksOf;
  readonly causes: Causes;
}

interface Place {
  readonly operation: Operation;
  readonly sender: Sender;
}

const turned: Readonly<Record<Sender, Sender>> = { client: 'provider', provider: 'client' };

/** Everything of a pair of operations; `sender` sends the requests. */
export function walkOperations(walked: Walked, base: Operation, head: Operation, sender: Sender): void {
  const { causes, checks } = walked;
  const pair: OperationPair = {
    base,
    head,
    baseApi: walked.base,
    headApi: walked.head,
    sender,
    parameters: matchParameters(base, head),
    responses: matchResponses(base.responses, head.responses),
    callbacks: matchCallbacks(walked, base, head),
  };
  const place = { operation: base, sender };
  for (const check of checks('operation'))
    for (const found of check.check(pair)) causes.add(check, found, { ...place, part: undefined });
  for (const [own, theirs] of pair.parameters.pairs) walkParameters(walked, own, theirs, place);
  if (base.requestBody && head.requestBody) {
    const [own, theirs] = [base.requestBody, head.requestBody];
    walkContent(walked, own, theirs, { ...place, of: 'request', part: 'request' });
  }
  const answered = { operation: base, sender: turned[sender] };
  for (const [own, theirs] of pair.responses.pairs) {
    walkContent(walked, own, theirs, { ...answered, of: 'response', part: `response ${own.status}` });
    walkHeaders(walked, own, theirs, answered);
  }
  for (const [own, theirs] of pair.callbacks.pairs) walkOperations(walked, own, theirs, turned[sender]);
}

/** Placeholders by where they stand in the path: their names are nobody's business. */
function matchParameters(base: Operation, head: Operation): Matched<Parameter> {
  const telling = (of: Operation) => of.parameters.filter(({ ignored }) => !ignored);
  const keyOf = (path: string) => {
    const places = [...path.matchAll(/\{([^}]*)\}/g)].map(([, name]) => name);
    return ({ in: location, name }: Parameter) => {
      if (location === 'path') return `path ${places.includes(name) ? places.indexOf(name) : name}`;
      return `${location} ${location === 'header' ? name.toLowerCase() : name}`;
    };
  };
  const [own, theirs] = [keyOf(base.path), keyOf(head.path)];
  const heads = new Set(telling(head));
  return matchedBy([...telling(base)], [...heads], (one) => (heads.has(one) ? theirs : own)(one));
}

function matchCallbacks(
  { base: baseApi, head: headApi }: Walked,
  base: Operation,
  head: Operation,
): Matched<Operation> {
  return matchedBy(
    callbacksOf(baseApi, base),
    callbacksOf(headApi, head),
    ({ method, path }) => `${method} ${path}`,
  );
}

function callbacksOf(api: Api, { pointer }: Operation): readonly Operation[] {
  const table = valueAt(api.root, `${pointer}/callbacks`);
  const names = isObject(table) ? Object.keys(table) : [];
  return names.flatMap((name) =>
    api.operationsIn(`${pointer}/callbacks/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`),
  );
}

function walkParameters(
  walked: Walked,
  base: Parameter,
  head: Parameter,
  { operation, sender }: Place,
): void {
  const part = `${base.in} ${base.name}`;
  const pair = { base, head, baseApi: walked.base, headApi: walked.head, sender };
  for (const check of walked.checks('parameter'))
    for (const found of check.check(pair)) walked.causes.add(check, found, { operation, sender, part });
  const text = !base.content;
  const [own, theirs] = [base, head].map(({ content, schema }) => (content ? content.schema : schema));
  if (text !== !head.content) return;
  const view: View = { direction: 'request', sender, text, xml: false };
  walkSchemas(walked, own, theirs, { operation, sender, part, view, root: parameterName(base) });
}

interface ContentPlace extends Place {
  readonly of: 'request' | 'response';
  readonly part: string;
}

type Described = Pick<Response, 'content' | 'pointer'>;

function walkContent(walked: Walked, base: Described, head: Described, place: ContentPlace): void {
  const { of, part, operation, sender } = place;
  const types = matchTypes(base.content, head.content);
  const pair = {
    base: base.content,
    head: head.content,
    baseApi: walked.base,
    headApi: walked.head,
    baseAt: base.pointer,
    headAt: head.pointer,
    sender,
    of,
    types,
  };
  for (const check of walked.checks('content'))
    for (const found of check.check(pair)) walked.causes.add(check, found, { operation, sender, part });
  for (const [own, theirs] of types.pairs) {
    const view: View = { direction: of, sender, text: false, xml: /[/+]xml\b/i.test(own.type) };
    walkSchemas(walked, own.schema, theirs.schema, { operation, sender, part, view, root: '' });
  }
}

/** In any letters and spaces, without what UTF-8 goes without saying for; a range stands for the types that it covers. */
function matchTypes(base: readonly MediaType[], head: readonly MediaType[]): Matched<MediaType> {
  const exact = matchedBy(base, head, ({ type }) => normalType(type));
  const covered = exact.removed.flatMap((own) => {
    const theirs = head.find(({ type }) => covers(normalType(type), normalType(own.type)));
    return theirs ? [[own, theirs] as const] : [];
  });
  return alsoMatched(exact, covered);
}

function normalType(type: string): string {
  return type
    .toLowerCase()
    .replace(/\s/g, '')
    .replace(/;charset="?utf-8"?/, '');
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || (range.endsWith('/*') && type.startsWith(range.slice(0, -1)));
}

function walkHeaders(walked: Walked, base: Response, head: Response, { operation, sender }: Place): void {
  const headers = matchedBy(base.headers, head.headers, ({ name }) => name.toLowerCase());
  const pairs: (readonly [Header | undefined, Header | undefined])[] = [
    ...headers.pairs,
    ...headers.removed.map((one) => [one, undefined] as const),
    ...headers.added.map((one) => [undefined, one] as const),
  ];
  for (const [own, theirs] of pairs) {
    const part = `response ${base.status}`;
    const apis = { baseApi: walked.base, headApi: walked.head };
    const pair = { ...apis, base: own, head: theirs, baseAt: base.pointer, headAt: head.pointer, sender };
    for (const check of walked.checks('header'))
      for (const found of check.check(pair)) walked.causes.add(check, found, { operation, sender, part });
    if (!own || !theirs) continue;
    const view: View = { direction: 'response', sender, text: !own.byContent, xml: false };
    const [a, b] = [headerSchema(walked.base, own), headerSchema(walked.head, theirs)];
    walkSchemas(walked, a, b, { operation, sender, part, view, root: `header ${own.name}` });
  }
}

function headerSchema(api: Api, header: Header): Schema | undefined {
  if (!header.byContent) return header.schema;
  const content = valueAt(api.root, `${header.pointer}/content`);
  for (const [type, media] of Object.entries(isObject(content) ? content : {})) {
    const schema = isObject(media) ? media['schema'] : undefined;
    const name = type.replaceAll('~', '~0').replaceAll('/', '~1');
    if (isObject(schema) || typeof schema === 'boolean')
      return { pointer: `${header.pointer}/content/${name}/schema`, json: schema };
  }
  return undefined;
}

interface SchemaPlace extends Place {
  readonly part: string;
  readonly view: View;
  readonly root: string;
}

function walkSchemas(
  walked: Walked,
  base: Schema | undefined,
  head: Schema | undefined,
  { operation, sender, part, view, root }: SchemaPlace,
): void {
  if (!base && !head) return;
  // No schema says nothing, as an empty one does.
  const made = (other: Schema | undefined): Schema => ({
    pointer: `${other?.pointer ?? ''}~none`,
    json: true,
  });
  const below = walked.schemas.below(base ?? made(head), head ?? made(base), view, root);
  for (const { check, found } of below) walked.causes.add(check, found, { operation, sender, part });
}

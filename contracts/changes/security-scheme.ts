import {
  isObject,
  type Json,
  type JsonObject,
  member,
  sameJson,
  stringMember,
} from '../../generator/model/json.ts';
import type { SecurityScheme } from '../../generator/openapi/api.ts';
import { defineChange, type Found } from './check.ts';
import { documentOf, get } from './example-parts.ts';
import { shownValue } from './family.ts';
import { securityPair } from './security.ts';

const withKey = (scheme: JsonObject) =>
  documentOf({ paths: get({ security: [{ key: [] }] }), components: { securitySchemes: { key: scheme } } });

export const securityScheme = defineChange({
  code: 'change/security-scheme',
  severity: 'error',
  of: 'operation',
  summary:
    'How clients show who they are is another: where a key is sent, where tokens come from, by which flows.',
  why: 'Clients look for tokens, or send what they have, where nobody looks any more.',
  mirror: 'change/security-scheme',
  examples: [
    {
      name: 'a key in another place',
      document: [
        withKey({ type: 'apiKey', in: 'query', name: 'key' }),
        withKey({ type: 'apiKey', in: 'header', name: 'key' }),
      ],
      finds: ['change/security-scheme: key: in query → header'],
    },
    {
      name: 'other words',
      document: [
        withKey({ type: 'http', scheme: 'bearer' }),
        withKey({ type: 'http', scheme: 'Bearer', description: 'A token.' }),
      ],
      finds: ['change/security-scheme-documentation: key: description'],
    },
    {
      name: 'the same',
      document: [withKey({ type: 'http', scheme: 'basic' }), withKey({ scheme: 'basic', type: 'http' })],
      finds: [],
    },
  ],
  check: (pair) => securityPair(pair).schemes.flatMap(([base, head]) => changed(base, head)),
});

/** Names of headers are the same in any letters (RFC 9110, section 5.1). */
function textOf(scheme: Json | undefined, name: string): string | undefined {
  const text = stringMember(scheme, name);
  return name === 'name' && stringMember(scheme, 'in') === 'header' ? text?.toLowerCase() : text;
}

const telling = ['in', 'name', 'openIdConnectUrl'];
const words = ['description', 'bearerFormat'];
const addresses = ['authorizationUrl', 'tokenUrl', 'refreshUrl'];

function changed(base: SecurityScheme, head: SecurityScheme): readonly Found[] {
  if (base.json === head.json || sameJson(base.json, head.json)) return [];
  const found = (verdict: Found['verdict'], what: string): Found => ({
    verdict,
    message: `${base.name}: ${what}`,
    base: base.pointer,
    head: head.pointer,
  });
  const differing = (names: readonly string[], own: Json | undefined, theirs: Json | undefined) =>
    names.filter((name) => textOf(own, name) !== textOf(theirs, name));
  const [flows, theirFlows] = [member(base.json, 'flows'), member(head.json, 'flows')];
  const before = isObject(flows) ? flows : {};
  const after = isObject(theirFlows) ? theirFlows : {};
  const told = differing(words, base.json, head.json);
  return [
    ...differing(telling, base.json, head.json).map((name) =>
      found('breaking', `${name} ${shownValue(base.json[name])} → ${shownValue(head.json[name])}`),
    ),
    ...Object.keys(before).flatMap((flow) => {
      if (!Object.hasOwn(after, flow)) return [found('breaking', `the flow ${flow} is gone`)];
      return differing(addresses, before[flow], after[flow]).map((name) => {
        const isNew = member(before[flow], name) === undefined;
        const what = `${name} of the flow ${flow} is ${isNew ? 'new' : 'another'}`;
        return found(isNew ? 'compatible' : 'breaking', what);
      });
    }),
    ...Object.keys(after).flatMap((flow) =>
      Object.hasOwn(before, flow) ? [] : [found('compatible', `the flow ${flow} is new`)],
    ),
    ...(told.length > 0 ? [found('documentation', told.join(', '))] : []),
  ];
}

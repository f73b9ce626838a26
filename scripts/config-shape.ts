import { policyNames } from '../contracts/changes/change.ts';
import { type Diagnostic, defineProblem } from '../generator/model/diagnostic.ts';
import { isArray, isObject, type Json } from '../generator/model/json.ts';
import { nearest } from '../generator/model/nearest.ts';
import { startOf } from '../generator/model/place.ts';
import { pointer } from '../generator/model/pointer.ts';

const unknownSetting = defineProblem<{ name: string; near: string | undefined }>({
  code: 'config/unknown-setting',
  severity: 'error',
  summary: 'The configuration has a setting that docpact does not know.',
  message: (p) => `there is no setting ${JSON.stringify(p.name)}`,
  help: (p) =>
    p.near
      ? `Did you mean ${p.near}?`
      : 'https://github.com/docpact/docpact/blob/main/docs/configuration.md has the settings.',
});
const wrongSetting = defineProblem<{ name: string; wanted: string }>({
  code: 'config/wrong-setting',
  severity: 'error',
  summary: 'A setting has a value of the wrong kind.',
  message: (p) => `${p.name} must be ${p.wanted}`,
});

/** What a setting may be; the mirror of `Config`, which types cannot check in a file that is loaded at run time. */
type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'texts' }
  | { readonly kind: 'truth' }
  | { readonly kind: 'number' }
  /** A text, or true or false. */
  | { readonly kind: 'scalar' }
  | { readonly kind: 'list'; readonly of: Shape }
  | { readonly kind: 'choice'; readonly of: readonly string[] }
  | { readonly kind: 'record'; readonly of: Readonly<Record<string, Shape>> }
  | { readonly kind: 'table'; readonly of: Shape };

const text: Shape = { kind: 'text' };
const texts: Shape = { kind: 'texts' };
const truth: Shape = { kind: 'truth' };
const api: Readonly<Record<string, Shape>> = {
  docs: texts,
  overlay: text,
  spec: text,
  generate: {
    kind: 'record',
    of: {
      out: text,
      emit: texts,
      include: texts,
      runtime: text,
      importExtension: { kind: 'choice', of: ['.js', '.ts', ''] },
      enums: { kind: 'choice', of: ['closed', 'open', 'documented'] },
      pact: { kind: 'record', of: { consumer: text, provider: text, dir: text } },
    },
  },
  pacts: texts,
  exchanges: { kind: 'record', of: { files: texts, hosts: texts, examples: truth } },
  provider: {
    kind: 'record',
    of: {
      url: text,
      name: text,
      states: text,
      requestFilter: text,
      headers: { kind: 'table', of: text },
      timeout: { kind: 'number' },
      broker: {
        kind: 'record',
        of: {
          url: text,
          token: text,
          username: text,
          password: text,
          consumerVersionSelectors: { kind: 'list', of: { kind: 'table', of: { kind: 'scalar' } } },
          consumerVersionTags: { kind: 'list', of: text },
          providerVersion: text,
          providerVersionBranch: text,
          providerVersionTags: { kind: 'list', of: text },
          enablePending: truth,
          includeWipPactsSince: text,
          publishVerificationResult: truth,
          buildUrl: text,
        },
      },
    },
  },
  lint: truth,
  changes: {
    kind: 'record',
    of: { base: text, policy: { kind: 'choice', of: policyNames } },
  },
  policies: {
    kind: 'record',
    of: {
      nullable: { kind: 'choice', of: ['documented', 'odata'] },
      headers: { kind: 'choice', of: ['closed', 'protocol', 'open'] },
      requestMembers: { kind: 'choice', of: ['refused', 'allowed'] },
      undeclaredQuery: { kind: 'choice', of: ['refused', 'allowed'] },
      undeclaredBody: { kind: 'choice', of: ['refused', 'allowed'] },
      oauth: { kind: 'choice', of: ['implied', 'shown'] },
      accept: { kind: 'choice', of: ['checked', 'ignored'] },
      responseMembers: { kind: 'choice', of: ['closed', 'open'] },
      mediaTypes: { kind: 'choice', of: ['exact', 'suffix'] },
      pending: { kind: 'choice', of: ['shown', 'judged'] },
    },
  },
};
const config: Shape = {
  kind: 'record',
  of: { ...api, apis: { kind: 'table', of: { kind: 'record', of: api } } },
};

/** The names of all settings, `generate.pact.dir`; what is below a table or a list is not named. */
export function settingNames(shape: Shape = config, at = ''): readonly string[] {
  if (shape.kind !== 'record') return [at];
  const below = Object.entries(shape.of).flatMap(([name, one]) =>
    settingNames(one, at === '' ? name : `${at}.${name}`),
  );
  return at === '' ? below : [at, ...below];
}

/** Everything in a loaded configuration that is not a setting of docpact, or not of its kind. */
export function configFaults(value: Json, file: string): Diagnostic[] {
  return faultsOf(value, config, file, '');
}

function faultsOf(value: Json, shape: Shape, file: string, at: string): Diagnostic[] {
  const wrong = (wanted: string) => [
    wrongSetting.at(
      { ...startOf(file), pointer: at },
      { name: at.slice(1).replaceAll('/', '.') || 'the configuration', wanted },
    ),
  ];
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string' ? [] : wrong('a text');
    case 'texts':
      return isText(value) || (isArray(value) && value.every(isText))
        ? []
        : wrong('a text or a list of texts');
    case 'truth':
      return typeof value === 'boolean' ? [] : wrong('true or false');
    case 'number':
      return typeof value === 'number' && value > 0 ? [] : wrong('a number above 0');
    case 'scalar':
      return isText(value) || typeof value === 'boolean' ? [] : wrong('a text, true or false');
    case 'list':
      if (!isArray(value)) return wrong('a list');
      return value.flatMap((item, i) => faultsOf(item, shape.of, file, pointer(at, i)));
    case 'choice':
      return isText(value) && shape.of.includes(value)
        ? []
        : wrong(`one of ${shape.of.map((x) => JSON.stringify(x)).join(', ')}`);
    case 'table':
      if (!isObject(value)) return wrong('an object');
      return Object.entries(value).flatMap(([key, item]) => faultsOf(item, shape.of, file, pointer(at, key)));
    case 'record':
      if (!isObject(value)) return wrong('an object');
      return Object.entries(value).flatMap(([key, item]) => memberFaults(key, item, shape.of, file, at));
  }
}

function memberFaults(
  key: string,
  item: Json,
  of: Readonly<Record<string, Shape>>,
  file: string,
  at: string,
): Diagnostic[] {
  const shape = Object.hasOwn(of, key) ? of[key] : undefined;
  if (shape) return item === undefined ? [] : faultsOf(item, shape, file, pointer(at, key));
  const near = nearest(key, Object.keys(of));
  return [unknownSetting.at({ ...startOf(file), pointer: pointer(at, key) }, { name: key, near })];
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}

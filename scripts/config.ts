import type { PolicyName } from '../contracts/changes/change.ts';
import type { Broker } from '../contracts/provider/verifier.ts';
import type { Policies } from '../contracts/rules/policies.ts';
import type { PactNames } from '../generator/emitters/emitter.ts';
import type { Diagnostic } from '../generator/model/diagnostic.ts';

/**
 * What a repository tells docpact once, in `docpact.config.{ts,mjs,json}`. All paths are relative to the file that
 * holds the configuration.
 */
export interface Config extends ApiConfig {
  /** Several APIs in one repository: settings that are not repeated here are taken from the top level. */
  readonly apis?: Readonly<Record<string, ApiConfig>>;
}

/** One API: where its documentation, its spec and its contracts are, and what is made of them. */
export interface ApiConfig {
  /** Documentation pages or folders of them. Without it the spec is taken as it stands. */
  readonly docs?: string | readonly string[];
  /** The owners' corrections to what the pages say (OpenAPI Overlay 1.0). */
  readonly overlay?: string;
  /** The OpenAPI document: written by `import` where `docs` are given, read by everything else. */
  readonly spec?: string;
  readonly generate?: GenerateConfig;
  /** Pact files or globs of them, for `verify` and `check`. */
  readonly pacts?: string | readonly string[];
  /** What else `verify` and `check` judge. */
  readonly exchanges?: ExchangeConfig;
  /** The provider that `verify --provider` plays contracts against. */
  readonly provider?: ProviderConfig;
  /** Whether `check` says what is wrong with the pages. Default: true; false where they are somebody else's. */
  readonly lint?: boolean;
  readonly policies?: PolicyConfig;
  /** With what `check` compares the spec. Default: it does not. */
  readonly changes?: ChangesConfig;
}

/** The comparison that `check` makes. */
export interface ChangesConfig {
  /** A file, one of a Git revision (`git:origin/main:openapi.yaml`), or a revision in which the spec is looked for. */
  readonly base: string;
  /** Whose words decide. Default: `contract`. */
  readonly policy?: PolicyName;
}

/** A running service that contracts are played against, as `verify --provider` starts it. */
export interface ProviderConfig {
  /** Where it listens, with its base path: what `--provider` means without a URL. */
  readonly url?: string;
  /** Its name in the Pact Broker. */
  readonly name?: string;
  /** Brings it into provider states: a URL that is asked, or a module that exports `stateHandlers`. */
  readonly states?: string;
  /** A module that exports `requestFilter`, which changes requests on their way. */
  readonly requestFilter?: string;
  /** Sent with every request in place of what contracts exemplify. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one request, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
  /** Where contracts come from with `--broker`. */
  readonly broker?: Partial<Broker>;
}

/** What was recorded or documented of requests and answers, to be judged like contracts. */
export interface ExchangeConfig {
  /** Recordings (HAR), or globs of them. */
  readonly files?: string | readonly string[];
  /** Hosts whose exchanges count, beside those of the spec's servers: `localhost:3000`. */
  readonly hosts?: string | readonly string[];
  /** Whether the spec's own examples of bodies are judged. Default: false. */
  readonly examples?: boolean;
}

/** The folder for generated code where nobody names one. */
export const defaultOut = 'src/generated';

/** What `generate` writes, and in which form. */
export interface GenerateConfig {
  /** The folder for generated code. Default `src/generated`. */
  readonly out?: string;
  /** The emitters to run. Default: types, builders and client. */
  readonly emit?: string | readonly string[];
  /** The operations to make code for: patterns by tag, path, method or operationId. Default: all. */
  readonly include?: string | readonly string[];
  /**
   * Whether lists of texts may grow: `closed`, `open`, or `documented` (the default: open where the document says so).
   */
  readonly enums?: 'closed' | 'open' | 'documented';
  /**
   * Where generated code finds its runtime: `copy` puts it beside the code (the default: no dependency at run time);
   * anything else is the module specifier to import it from, for example `docpact/runtime`.
   */
  readonly runtime?: string;
  /** The extension that imports of generated files carry: `.js` (default), `.ts` or none. */
  readonly importExtension?: '.js' | '.ts' | '';
  /** Whose contracts the emitter `contract-tests` writes, and where to. */
  readonly pact?: PactNames;
}

/** Named readings where the specifications leave room; docs/verdicts.md describes each. */
export interface PolicyConfig extends Partial<Policies> {
  /** When a property may be null: where a page says so (`documented`, the default) or wherever OData allows it. */
  readonly nullable?: 'documented' | 'odata';
}

/** Gives a configuration its type; returns it unchanged. */
export function defineConfig(config: Config): Config {
  return config;
}

/** An API of a configuration with its name. */
export interface NamedApi extends ApiConfig {
  /** The key under `apis`; empty for the one API of a configuration without them. */
  readonly name: string;
}

/** The APIs of a configuration, each with the top level's settings where it has none of its own, in name order. */
export function apisOf({ apis, ...shared }: Config): readonly NamedApi[] {
  if (!apis) return [{ ...shared, name: '' }];
  return Object.keys(apis)
    .sort()
    .map((name) => ({ ...shared, ...apis[name], name }));
}

/** The documentation pages and folders of all APIs, each once. */
export function docsOf(config: Config): readonly string[] {
  return pagesOf(apisOf(config));
}

/** Those of them that `check` lints. */
export function lintedDocsOf(config: Config): readonly string[] {
  return pagesOf(apisOf(config).filter(({ lint }) => lint !== false));
}

function pagesOf(apis: readonly NamedApi[]): readonly string[] {
  return [...new Set(apis.flatMap(({ docs }) => docs ?? []))];
}

/** The policies of an API that contracts are judged by. */
export function judgingPolicies({ policies }: ApiConfig): Partial<Policies> {
  const { nullable: _nullable, ...judging } = policies ?? {};
  return judging;
}

/** A configuration file that was looked for. */
export interface LoadedConfig {
  /**
   * Undefined when there is no configuration file (none is needed where flags say everything). Its paths are already
   * relative to the working folder, wherever the file lies.
   */
  readonly config: Config | undefined;
  /** The file, as messages show it. */
  readonly file?: string;
  readonly faults: readonly Diagnostic[];
}

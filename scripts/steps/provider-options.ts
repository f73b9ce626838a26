import { maskedUrl } from '../../contracts/exchanges/masked.ts';
import type { Broker } from '../../contracts/provider/verifier.ts';
import { type Diagnostic, defineProblem } from '../../generator/model/diagnostic.ts';
import { startOf } from '../../generator/model/place.ts';
import type { ProviderConfig } from '../config.ts';
import { defined } from '../defined.ts';

/** A provider that contracts are played against. */
export interface ProviderOptions {
  readonly url: string;
  /** A URL, or the path of a module. */
  readonly states?: string;
  /** The path of a module. */
  readonly requestFilter?: string;
  readonly headers: Readonly<Record<string, string>>;
  /** For one request, in milliseconds. */
  readonly timeout?: number;
}

/** A broker's contracts with one provider. */
export interface BrokerRequest {
  readonly broker: Broker;
  readonly provider: string;
}

/** What the command line says of a provider and a broker; what it leaves open comes from the configuration. */
export interface ProviderFlags {
  /** `true`: the one that the configuration names. */
  readonly provider?: string | true;
  /** `true`: the one that the configuration or PACT_BROKER_BASE_URL names. */
  readonly broker?: string | true;
  readonly states?: string;
  readonly requestFilter?: string;
  readonly headers: readonly string[];
  readonly name?: string;
  readonly version?: string;
  readonly branch?: string;
  readonly tags: readonly string[];
  readonly consumerBranches: readonly string[];
  readonly consumerTags: readonly string[];
  readonly publish: boolean;
}

export interface ProviderSettings {
  readonly provider?: ProviderOptions;
  readonly broker?: BrokerRequest;
}

const missing = defineProblem<{ what: string; flag: string; setting: string }>({
  code: 'config/provider-incomplete',
  severity: 'error',
  summary: 'Something that provider verification needs is not said.',
  message: (p) => `${p.what} is not given`,
  help: (p) => `Give ${p.flag}, or set "${p.setting}" in docpact.config.ts.`,
});
const notUrl = defineProblem<{ what: string; written: string }>({
  code: 'config/not-url',
  severity: 'error',
  summary: 'An address is no http or https URL.',
  message: (p) => `${p.what} ${JSON.stringify(p.written)} is no http or https URL`,
});
const withCredentials = defineProblem<object>({
  code: 'config/url-with-credentials',
  severity: 'error',
  summary: 'The address of the provider holds credentials, which reports would show.',
  message: () => 'the address of the provider holds credentials',
  help: 'Give them with --header "Authorization: Basic …".',
});
const notHeader = defineProblem<{ written: string }>({
  code: 'config/not-header',
  severity: 'error',
  summary: 'A header for the provider is not written as name and value.',
  message: (p) => `--header ${JSON.stringify(p.written.split(':')[0])} is not of the form "Name: value"`,
});

/** Joins flags, configuration and the variables that Pact's own tools read. */
export function providerSettings(
  flags: ProviderFlags,
  config: ProviderConfig = {},
  env: Readonly<Record<string, string | undefined>> = {},
): { readonly settings: ProviderSettings; readonly faults: readonly Diagnostic[] } {
  const faults: Diagnostic[] = [];
  const need = (what: string, flag: string, setting: string) =>
    void faults.push(missing.at(startOf(flag.replace(/ .*/, '')), { what, flag, setting }));
  const url = (what: string, flag: string, written: string) => {
    if (!/^https?:\/\//i.test(written) || !URL.canParse(written))
      faults.push(notUrl.at(startOf(flag), { what, written: maskedUrl(written) }));
    return written;
  };
  const settings: { provider?: ProviderOptions; broker?: BrokerRequest } = {};
  if (flags.provider !== undefined) {
    const written = flags.provider === true ? config.url : flags.provider;
    if (written === undefined) need('the URL of the provider', '--provider <url>', 'provider.url');
    else {
      if (URL.canParse(written) && new URL(written).username !== '')
        faults.push(withCredentials.at(startOf('--provider'), {}));
      const headers = headersOf(flags.headers, faults);
      settings.provider = {
        ...playing(flags, config),
        url: url('the provider', '--provider', written),
        headers: { ...config.headers, ...headers },
      };
    }
  }
  if (flags.broker !== undefined) {
    const said = flags.broker === true ? (config.broker?.url ?? env['PACT_BROKER_BASE_URL']) : flags.broker;
    const name = flags.name ?? config.name;
    if (said === undefined) need('the URL of the Pact Broker', '--broker <url>', 'provider.broker.url');
    if (name === undefined) need('the name of the provider', '--provider-name <name>', 'provider.name');
    if (said !== undefined && name !== undefined) {
      const broker = brokerOf(url('the Pact Broker', '--broker', said), flags, config, env);
      if (broker.publishVerificationResult && broker.providerVersion === undefined)
        need(
          'the version of the provider',
          '--provider-version <version>',
          'provider.broker.providerVersion',
        );
      settings.broker = { broker, provider: name };
    }
  }
  return { settings, faults };
}

function playing(
  { states, requestFilter }: ProviderFlags,
  config: ProviderConfig,
): Pick<ProviderOptions, 'states' | 'requestFilter' | 'timeout'> {
  return defined({
    states: states ?? config.states,
    requestFilter: requestFilter ?? config.requestFilter,
    timeout: config.timeout,
  });
}

/** What is on its way into use and what is in use: the verifier wants to be told something. */
const usualSelectors = [{ mainBranch: true }, { deployedOrReleased: true }];

function brokerOf(
  url: string,
  flags: ProviderFlags,
  { broker = {} }: ProviderConfig,
  env: Readonly<Record<string, string | undefined>>,
): Broker {
  const branches = flags.consumerBranches.map((branch) => ({ branch }));
  const consumerTags = flags.consumerTags.length > 0 ? flags.consumerTags : broker.consumerVersionTags;
  const chosen = [...(broker.consumerVersionSelectors ?? []), ...branches];
  const selectors = chosen.length > 0 || consumerTags ? chosen : usualSelectors;
  return {
    ...broker,
    ...defined({
      token: broker.token ?? env['PACT_BROKER_TOKEN'],
      username: broker.username ?? env['PACT_BROKER_USERNAME'],
      password: broker.password ?? env['PACT_BROKER_PASSWORD'],
      providerVersion: flags.version ?? broker.providerVersion,
      providerVersionBranch: flags.branch ?? broker.providerVersionBranch,
      providerVersionTags: flags.tags.length > 0 ? flags.tags : broker.providerVersionTags,
      consumerVersionSelectors: selectors.length > 0 ? selectors : undefined,
      consumerVersionTags: consumerTags,
      publishVerificationResult: flags.publish || broker.publishVerificationResult,
    }),
    url,
  };
}

function headersOf(lines: readonly string[], faults: Diagnostic[]): Record<string, string> {
  const pairs = lines.flatMap((line): [string, string][] => {
    const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):\s*(\S(?:.*\S)?)\s*$/.exec(line) ?? [];
    if (name !== undefined && value !== undefined) return [[name, value]];
    faults.push(notHeader.at(startOf('--header'), { written: line }));
    return [];
  });
  return Object.fromEntries(pairs);
}

import { type Pact, readPact } from '../../contracts/pact/read.ts';
import { fetchReason } from '../../contracts/provider/fetch-reason.ts';
import type { Broker } from '../../contracts/provider/verifier.ts';
import { type Diagnostic, defineProblem, type Result } from '../../generator/model/diagnostic.ts';
import { isArray, type Json, member, stringMember } from '../../generator/model/json.ts';
import { startOf } from '../../generator/model/place.ts';

const unusable = defineProblem<{ url: string; reason: string }>({
  code: 'pact/broker',
  severity: 'error',
  summary: 'A Pact Broker does not give the pacts that it is asked for.',
  message: (p) => `the Pact Broker at ${p.url} cannot be used: ${p.reason}`,
  help: 'See PACT_BROKER_BASE_URL, PACT_BROKER_TOKEN, PACT_BROKER_USERNAME and PACT_BROKER_PASSWORD, or "provider.broker" in docpact.config.ts.',
});
const noPacts = defineProblem<{ provider: string }>({
  code: 'pact/broker-no-pacts',
  severity: 'warning',
  summary: 'A Pact Broker has no pact of the provider that fits what was asked for.',
  message: (p) => `the Pact Broker has no pact to verify of the provider ${JSON.stringify(p.provider)}`,
});

/** A broker that says something else than it should. */
class BrokerFault extends Error {}

/** One request of a broker, in milliseconds. */
const timeout = 30_000;
const forVerification = 'pb:provider-pacts-for-verification';

/**
 * The pacts that a Pact Broker or PactFlow wants verified, asked for as the Pact verifier does (the broker's HAL
 * resource "provider pacts for verification"): what is judged against the spec is what the provider is then tried with.
 */
export async function brokerPacts(
  broker: Broker,
  provider: string,
): Promise<Result<readonly Pact[] | undefined>> {
  const shown = withoutCredentials(broker.url);
  try {
    const root = await asked(broker, broker.url);
    const template = linkOf(root, forVerification);
    if (template === undefined) throw new BrokerFault(`it names no ${forVerification}`);
    const url = template.replace('{provider}', encodeURIComponent(provider));
    const list = member(member(await asked(broker, url, questionOf(broker)), '_embedded'), 'pacts');
    const diagnostics: Diagnostic[] = [];
    const pacts: Pact[] = [];
    for (const entry of isArray(list) ? list : []) {
      const href = linkOf(entry, 'self');
      if (href === undefined) throw new BrokerFault('it lists a pact without a link to it');
      const read = readPact(await bytesOf(broker, href), withoutCredentials(href));
      diagnostics.push(...read.diagnostics);
      if (!read.value) return { value: undefined, diagnostics };
      const pending = member(member(entry, 'verificationProperties'), 'pending') === true;
      pacts.push(pending ? announced(read.value) : read.value);
    }
    if (pacts.length === 0) diagnostics.push(noPacts.at(startOf(shown), { provider }));
    return { value: pacts, diagnostics };
  } catch (error) {
    if (!(error instanceof BrokerFault)) throw error;
    const diagnostic = unusable.at(startOf(shown), { url: shown, reason: error.message });
    return { value: undefined, diagnostics: [diagnostic] };
  }
}

function questionOf(broker: Broker): Json {
  const tagged = (broker.consumerVersionTags ?? []).map((tag) => ({ tag, latest: true }));
  const selectors = [...(broker.consumerVersionSelectors ?? []), ...tagged];
  return {
    ...(selectors.length === 0 ? {} : { consumerVersionSelectors: selectors }),
    ...(broker.providerVersionBranch === undefined
      ? {}
      : { providerVersionBranch: broker.providerVersionBranch }),
    ...(broker.providerVersionTags === undefined ? {} : { providerVersionTags: broker.providerVersionTags }),
    includePendingStatus: broker.enablePending === true,
    ...(broker.includeWipPactsSince === undefined
      ? {}
      : { includeWipPactsSince: broker.includeWipPactsSince }),
  };
}

/** The broker knows better than the file whether a pact is work announced. */
function announced(pact: Pact): Pact {
  return { ...pact, interactions: pact.interactions.map((one) => ({ ...one, pending: true })) };
}

function linkOf(json: Json | undefined, name: string): string | undefined {
  return stringMember(member(member(json, '_links'), name), 'href');
}

async function asked(broker: Broker, url: string, body?: Json): Promise<Json> {
  const text = new TextDecoder().decode(await bytesOf(broker, url, body));
  try {
    return JSON.parse(text);
  } catch {
    throw new BrokerFault(`${withoutCredentials(url)} answers with something else than JSON`);
  }
}

async function bytesOf(broker: Broker, url: string, body?: Json): Promise<Uint8Array> {
  if (!URL.canParse(url)) throw new BrokerFault(`${JSON.stringify(url)} is no URL`);
  const target = new URL(url);
  const headers = { accept: 'application/hal+json, application/json', ...authorization(broker, target) };
  const sent =
    body === undefined
      ? { headers }
      : {
          method: 'POST',
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(body),
        };
  let answer: Response;
  let bytes: Uint8Array;
  try {
    answer = await fetch(withoutCredentials(url), { ...sent, signal: AbortSignal.timeout(timeout) });
    bytes = new Uint8Array(await answer.arrayBuffer());
  } catch (error) {
    throw new BrokerFault(fetchReason(error));
  }
  if (!answer.ok) throw new BrokerFault(`${withoutCredentials(url)} answers ${answer.status}`);
  return bytes;
}

/** Credentials go to the broker alone, and not to where a link of its leads. */
function authorization({ url, token, username, password }: Broker, target: URL): Record<string, string> {
  const base = new URL(url);
  if (target.origin !== base.origin) return {};
  if (token !== undefined) return { authorization: `Bearer ${token}` };
  const name = username ?? decodeURIComponent(base.username);
  const pass = password ?? decodeURIComponent(base.password);
  if (name === '') return {};
  return { authorization: `Basic ${Buffer.from(`${name}:${pass}`).toString('base64')}` };
}

function withoutCredentials(url: string): string {
  if (!URL.canParse(url)) return url;
  const shown = new URL(url);
  if (shown.username === '' && shown.password === '') return url;
  shown.username = '';
  shown.password = '';
  return shown.href;
}

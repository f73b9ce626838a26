import type { ChangeVerdict, PolicyLine, PolicyName } from './change.ts';
import type { Found, Trait } from './check.ts';
import type { Sender } from './view.ts';

/** What a policy is told of a finding. */
export interface Question {
  /** Of the check: `change/enum`. */
  readonly code: string;
  readonly found: Found;
  readonly sender: Sender;
}

/** A line of a published policy that decides otherwise than the contract alone. */
interface Line {
  readonly line: string;
  readonly verdict: ChangeVerdict;
  applies(question: Question): boolean;
}

const has = (trait: Trait) => (question: Question) => question.found.traits?.includes(trait) === true;
const only = (...traits: readonly Trait[]) => {
  return ({ found }: Question) => {
    const own = found.traits ?? [];
    return own.length > 0 && own.every((trait) => traits.includes(trait));
  };
};

/**
 * `graph`: "Versioning, support, and breaking change policies for Microsoft Graph" (learn.microsoft.com/graph/versioning-and-support).
 * `azure`: the rules of Azure's openapi-diff (github.com/Azure/openapi-diff, docs/rules), as they hold within one api-version.
 */
const lines: Readonly<Record<PolicyName, readonly Line[]>> = {
  contract: [],
  graph: [
    {
      line: 'compatible: addition of a member to an enumeration',
      verdict: 'compatible',
      applies: (question) => question.code === 'change/enum' && only('values-added')(question),
    },
    {
      line: 'compatible: changes to error responses and error codes',
      verdict: 'compatible',
      applies: ({ found }) => found.traits?.includes('error-status') === true,
    },
    {
      line: 'compatible: addition of properties that are nullable or have a default value',
      verdict: 'compatible',
      applies: (question) => question.sender === 'provider' && has('property-added')(question),
    },
    {
      line: 'compatible: changes to the length or format of opaque strings, such as resource IDs',
      verdict: 'compatible',
      applies: (question) =>
        ['change/length', 'change/format', 'change/pattern'].includes(question.code) &&
        has('identifier')(question),
    },
  ],
  azure: [
    {
      line: '1020 AddedEnumValue: a value more needs a new api-version',
      verdict: 'breaking',
      applies: (question) => question.code === 'change/enum' && has('values-added')(question),
    },
    {
      line: '1019 RemovedEnumValue: a value less needs a new api-version',
      verdict: 'breaking',
      applies: (question) => question.code === 'change/enum' && has('values-removed')(question),
    },
    { line: '1011 AddingResponseCode', verdict: 'breaking', applies: has('status-added') },
    {
      line: '1012 RemovedResponseCode',
      verdict: 'breaking',
      applies: ({ code }) => code === 'change/response-removed',
    },
    { line: '1013 AddingHeader', verdict: 'breaking', applies: has('header-added') },
    {
      line: '1041 AddedPropertyInResponse, 1045 AddedOptionalProperty: a property more needs a new api-version',
      verdict: 'breaking',
      applies: has('property-added'),
    },
    { line: '1043 AddingOptionalParameter', verdict: 'breaking', applies: has('parameter-added') },
    {
      line: '1025 RequiredStatusChange',
      verdict: 'breaking',
      applies: ({ code }) => code === 'change/property-required' || code === 'change/parameter-required',
    },
    { line: '1027 DefaultValueChanged', verdict: 'breaking', applies: has('default') },
  ],
};

/** The verdict of a policy, and the line of it that decided. */
export function decided(
  policy: PolicyName,
  question: Question,
): { readonly verdict: ChangeVerdict; readonly policy: PolicyLine } {
  const line = lines[policy].find((one) => one.applies(question));
  if (line) return { verdict: line.verdict, policy: { name: policy, line: line.line } };
  const { verdict } = question.found;
  return { verdict, policy: { name: 'contract', line: contractLine(question) } };
}

/** What the contract alone says: design and words of docs/changes.md. */
function contractLine({ found, sender }: Question): string {
  if (found.verdict === 'documentation') return 'words alone: nobody who calls or serves the API can tell';
  if (found.verdict === 'undecided')
    return 'neither a proof nor a witness: nobody is told what we do not know';
  const isKept = found.verdict === 'compatible';
  if (sender === 'client')
    return isKept
      ? 'all requests that were accepted still are'
      : 'a request that was accepted is refused, or means something else';
  return isKept
    ? 'nothing comes that could not come before, and nothing is missing that was promised'
    : 'something comes that could not come before, or is missing that was promised';
}

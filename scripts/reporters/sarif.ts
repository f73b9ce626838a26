import type { Severity, Suggestion } from '../../generator/model/diagnostic.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Accepted, Report, Reported, Reporter } from '../report.ts';

const level: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 for code scanning. Fingerprints are ours, so that a moved line stays the same alert. */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0 for code scanning',
  render(report) {
    // SARIF 2.1.0, 3.27.23: either all results say whether they are suppressed, or none.
    const told = report.diagnostics.some(({ accepted }) => accepted !== undefined);
    const codes = [...new Set(report.diagnostics.map(({ code }) => code))].sort();
    const run = {
      tool: {
        driver: { name: 'docpact', version: report.version, rules: codes.map((id) => rule(id, report)) },
      },
      columnKind: 'utf16CodeUnits',
      results: report.diagnostics.map((diagnostic) =>
        result(diagnostic, codes.indexOf(diagnostic.code), told),
      ),
    };
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    return JSON.stringify(log, null, 2);
  },
};

/** What the command says of a code; of others the id alone is known here. */
function rule(id: string, { codes }: Report) {
  const known = codes.get(id);
  if (!known) return { id };
  return {
    id,
    shortDescription: { text: known.summary },
    fullDescription: { text: known.why },
    ...(known.help === undefined ? {} : { help: { text: known.help } }),
    defaultConfiguration: { level: level[known.severity] },
  };
}

function result(
  { code, severity, message, help, at, related, suggestion, fingerprint, accepted }: Reported,
  ruleIndex: number,
  suppressionsTold: boolean,
) {
  return {
    ruleId: code,
    ruleIndex,
    level: level[severity],
    message: { text: help === undefined ? message : `${message}\n${help}` },
    locations: [location(at)],
    relatedLocations: related.map((other, id) => ({
      id,
      message: { text: other.message },
      ...location(other.at),
    })),
    partialFingerprints: { 'docpact/v1': fingerprint },
    ...(suggestion ? { fixes: [fix(suggestion, help)] } : {}),
    ...(suppressionsTold ? { suppressions: accepted ? [suppression(accepted)] : [] } : {}),
  };
}

/** SARIF 2.1.0, 3.35. It knows no day on which a suppression ends. */
function suppression({ reason, expires, at }: Accepted) {
  return {
    kind: 'external',
    status: 'accepted',
    justification: reason,
    location: location(at),
    ...(expires === undefined ? {} : { properties: { expires } }),
  };
}

/** SARIF 2.1.0, 3.55: text taken out of a region and put in its place. */
function fix({ at, replacement }: Suggestion, help: string | undefined) {
  const deletedRegion = {
    startLine: at.line,
    startColumn: at.column,
    endLine: at.endLine,
    endColumn: at.endColumn,
  };
  const replacements = [{ deletedRegion, insertedContent: { text: replacement } }];
  return {
    description: { text: help ?? 'the suggested wording' },
    artifactChanges: [{ artifactLocation: { uri: uriOf(at) }, replacements }],
  };
}

/** Relative to the working folder; outside it a whole URI, in which the letter of a drive is no scheme. */
function uriOf({ file }: Place): string {
  const root = /^[A-Za-z]:\//.test(file) ? 'file:///' : /^\/(?!\/)/.test(file) ? 'file://' : '';
  return root + encodeURI(file).replaceAll('#', '%23').replaceAll('?', '%3F');
}

function location(at: Place) {
  const uri = uriOf(at);
  const region = { startLine: at.line, startColumn: at.column };
  const logical = at.pointer ? { logicalLocations: [{ fullyQualifiedName: at.pointer }] } : {};
  return { physicalLocation: { artifactLocation: { uri }, region }, ...logical };
}

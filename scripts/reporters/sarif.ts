import type { Diagnostic, Severity } from '../../generator/model/diagnostic.ts';
import type { Place } from '../../generator/model/place.ts';
import type { Reporter } from '../report.ts';

const level: Record<Severity, string> = { error: 'error', warning: 'warning', info: 'note' };

/** SARIF 2.1.0 for code scanning. Fingerprints are ours, so that a moved line stays the same alert. */
export const sarif: Reporter = {
  name: 'sarif',
  summary: 'SARIF 2.1.0 for code scanning',
  render(report) {
    const codes = [...new Set(report.diagnostics.map(({ code }) => code))].sort();
    const run = {
      tool: { driver: { name: 'docpact', version: report.version, rules: codes.map((id) => ({ id })) } },
      columnKind: 'utf16CodeUnits',
      results: report.diagnostics.map((diagnostic) => result(diagnostic, codes.indexOf(diagnostic.code))),
    };
    const log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [run] };
    return JSON.stringify(log, null, 2);
  },
};

function result({ code, severity, message, help, at, related, fingerprint }: Diagnostic, ruleIndex: number) {
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
  };
}

function location(at: Place) {
  const uri = encodeURI(at.file).replaceAll('#', '%23').replaceAll('?', '%3F');
  const region = { startLine: at.line, startColumn: at.column };
  const logical = at.pointer ? { logicalLocations: [{ fullyQualifiedName: at.pointer }] } : {};
  return { physicalLocation: { artifactLocation: { uri }, region }, ...logical };
}

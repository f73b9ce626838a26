import type { Severity } from '../../generator/model/diagnostic.ts';
import { type Reported, type Reporter, standing } from '../report.ts';

const severities: Record<Severity, string> = { error: 'major', warning: 'minor', info: 'info' };

/**
 * GitLab's Code Quality report (`artifacts:reports:codequality`): the widget of a merge request and marks in its diff.
 * GitLab knows nothing of what is accepted, so that is left out.
 */
export const gitlab: Reporter = {
  name: 'gitlab',
  summary: 'for merge requests on GitLab: a Code Quality report',
  render(report) {
    const seen = new Map<string, number>();
    const entries = standing(report.diagnostics).map((diagnostic) => {
      // GitLab drops the second of two entries with one fingerprint; findings that say the same of one file share it.
      const number = (seen.get(diagnostic.fingerprint) ?? 0) + 1;
      seen.set(diagnostic.fingerprint, number);
      return entryOf(diagnostic, number);
    });
    return JSON.stringify(entries, null, 2);
  },
};

function entryOf({ code, severity, message, help, at, fingerprint }: Reported, number: number) {
  return {
    description: help === undefined ? message : `${message}\n${help}`,
    check_name: code,
    fingerprint: number === 1 ? fingerprint : `${fingerprint}-${number}`,
    severity: severities[severity],
    location: { path: at.file.replaceAll('\\', '/').replace(/^\.\//, ''), lines: { begin: at.line } },
  };
}

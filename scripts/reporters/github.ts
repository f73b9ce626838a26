import type { Diagnostic, Severity } from '../../generator/model/diagnostic.ts';
import { type Reporter, standing } from '../report.ts';

/** GitHub shows ten annotations a step and kind; the rest is named in a last one instead of being lost. */
const limit = 10;
const levels: readonly { severity: Severity; command: string }[] = [
  { severity: 'error', command: 'error' },
  { severity: 'warning', command: 'warning' },
  { severity: 'info', command: 'notice' },
];

/** Workflow commands for annotations on the changed lines (GitHub Actions, "Workflow commands"). */
export const github: Reporter = {
  name: 'github',
  summary: 'annotations for GitHub Actions',
  render(report) {
    // What is accepted wants nothing of whoever looks at a change.
    const diagnostics = standing(report.diagnostics);
    return levels
      .flatMap(({ severity, command }) => {
        const found = breakingFirst(diagnostics.filter((diagnostic) => diagnostic.severity === severity));
        const shown = found.length > limit ? found.slice(0, limit - 1) : found;
        const rest = found.length - shown.length;
        const more = rest > 0 ? [`::${command} title=docpact::and ${rest} more, see the log`] : [];
        return [...shown.map((diagnostic) => annotation(command, diagnostic)), ...more];
      })
      .join('\n');
  },
};

/** What breaks somebody else's code must not be what the limit leaves out. */
function breakingFirst(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const isChange = ({ code }: Diagnostic) => code.startsWith('change/');
  return [...diagnostics.filter(isChange), ...diagnostics.filter((one) => !isChange(one))];
}

function annotation(command: string, { code, message, help, at }: Diagnostic): string {
  const properties = `file=${property(at.file)},line=${at.line},col=${at.column},title=${property(code)}`;
  return `::${command} ${properties}::${data(help === undefined ? message : `${message}\n${help}`)}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

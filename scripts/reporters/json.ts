import { type Reporter, standing } from '../report.ts';

/** For programs: one object with the command's own data and all diagnostics. */
export const json: Reporter = {
  name: 'json',
  summary: 'for programs: one JSON object',
  render({ version, command, summary: counts, refused, data, diagnostics }) {
    const accepted = diagnostics.length - standing(diagnostics).length;
    const summary = accepted === 0 ? counts : { ...counts, accepted };
    return JSON.stringify({ docpact: version, command, summary, refused, ...data, diagnostics }, null, 2);
  },
};

import type { Command } from '../command.ts';

export const explain: Command = {
  name: 'explain',
  summary: 'Say what a code of a finding means, why it matters and what to do.',
  arguments: '[codes...]',
  options: [],
  judges: false,
  examples: [
    { line: 'docpact explain lint/content-length', does: 'says what the finding is about, with an example' },
    { line: 'docpact explain verify', does: 'lists the codes of an area' },
    { line: 'docpact explain', does: 'lists all codes' },
  ],
  async run({ args }) {
    const { explainStep } = await import('../steps/explain.ts');
    return explainStep(args);
  },
};

import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { markdownText } from '../../generator/model/printers/markdown.ts';

/** What the mock does, suite by suite: the names of the tests are the list. */
const suites: readonly (readonly [title: string, file: string])[] = [
  ['What the spec says, through every way in', 'contracts/mock/conformance.test.ts'],
  ['What HTTP, OData and Graph add, through every way in', 'contracts/mock/protocol.test.ts'],
  ['Control, through every way in', 'contracts/mock/control.test.ts'],
  ['In the process of a test', 'contracts/mock/in-process.test.ts'],
  ['APIs that are not Graph’s', 'contracts/mock/plain-rest.test.ts'],
  ['Paths and media types', 'contracts/mock/routes.test.ts'],
  ['OData: options of lists', 'contracts/mock/odata/options.test.ts'],
  ['OData: `$filter` and its kin', 'contracts/mock/odata/parser.test.ts'],
  ['OData: what expressions mean', 'contracts/mock/odata/evaluate.test.ts'],
  ['OData: moments', 'contracts/mock/odata/instants.test.ts'],
  ['OData: `$expand` and single entities', 'contracts/mock/odata/expand.test.ts'],
  ['OData: pages and changes', 'contracts/mock/odata/paging.test.ts'],
  ['OData: batches', 'contracts/mock/odata/batch.test.ts'],
  ['For any requests', 'contracts/mock/mock.property.test.ts'],
  ['For any faults, tags and preferences', 'contracts/mock/protocol.property.test.ts'],
  ['The server', 'contracts/mock/server.test.ts'],
  ['Safety', 'contracts/mock/safety.test.ts'],
  ['The command', 'scripts/mock-cli.test.ts'],
  ['The proxy', 'contracts/proxy/proxy.test.ts'],
  ['What recordings hide', 'contracts/exchanges/masked.test.ts'],
];

const intro = `# What the mock does, and the test of each

The names of tests, suite by suite; \`npm run docs\` writes them down, and a test fails when they are out of date. “Every way
in” is the core, \`fetch\`, MSW and the server: one suite runs against all of them. \`%s\` and \`%j\` stand for the cases of a
table. How the mock is used says [its page](mock.md).
`;

/** The page `docs/mock-conformance.md`; `root` is the folder of the repository. */
export function mockConformancePage(root: string): string {
  const parts = suites.map(([title, file]) => {
    const source = readFileSync(`${root}/${file}`, 'utf8');
    return `\n## ${title}\n\n\`${file}\`\n\n${linesOf(source).join('\n')}\n`;
  });
  return intro + parts.join('');
}

/** Groups and tests as a nested list. */
function linesOf(source: string): readonly string[] {
  const lines: string[] = [];
  const visit = (node: ts.Node, depth: number): void => {
    const title = ts.isCallExpression(node) ? titleOf(node) : undefined;
    if (title !== undefined) lines.push(`${'  '.repeat(depth)}- ${markdownText(title)}`);
    ts.forEachChild(node, (child) => visit(child, title === undefined ? depth : depth + 1));
  };
  visit(ts.createSourceFile('suite.ts', source, ts.ScriptTarget.Latest), 0);
  return lines;
}

/** The name in `it('…')`, `describe.each(…)('…')` and their like. */
function titleOf(call: ts.CallExpression): string | undefined {
  let callee: ts.Expression = call.expression;
  while (ts.isPropertyAccessExpression(callee) || ts.isCallExpression(callee)) callee = callee.expression;
  const [first] = call.arguments;
  const named = ts.isIdentifier(callee) && /^(it|describe)$/.test(callee.text);
  return named && first && ts.isStringLiteralLike(first) ? first.text : undefined;
}

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

/**
 * The law of the house (docs/house.md): which room may import which. The longest matching name decides, so that a
 * folder can have a law of its own. Tests, benches and gates may import anything.
 */
const law: Record<string, readonly string[]> = {
  'generator/model': [],
  'generator/markdown': ['generator/model'],
  'generator/openapi': ['generator/model'],
  'generator/dialects': ['generator/model', 'generator/markdown', 'generator/openapi'],
  'generator/resolve': ['generator/model', 'generator/markdown', 'generator/openapi', 'generator/dialects'],
  'generator/emitters': ['generator/model', 'generator/markdown', 'generator/openapi'],
  'generator/runtime': [],
  generator: ['generator/*'],
  generated: ['generator/runtime'],
  'contracts/relation': ['generator'],
  'contracts/pact': ['generator', 'contracts/relation'],
  'contracts/exchanges': ['generator', 'contracts/pact', 'contracts/relation'],
  'contracts/rules': ['generator', 'contracts/relation', 'contracts/pact', 'contracts/exchanges'],
  'contracts/changes': ['generator', 'contracts/relation', 'contracts/pact', 'contracts/exchanges'],
  'contracts/lint': ['generator', 'contracts/relation', 'contracts/pact', 'contracts/exchanges'],
  'contracts/mock': ['generator', 'contracts/relation', 'contracts/pact', 'contracts/exchanges'],
  'contracts/proxy': ['generator', 'contracts', 'contracts/exchanges', 'contracts/mock'],
  'contracts/provider': [
    'generator',
    'contracts/relation',
    'contracts/pact',
    'contracts/exchanges',
    'contracts/proxy',
  ],
  'contracts/review': ['generator', 'contracts'],
  'contracts/consumer': ['generated'],
  contracts: ['generator', 'contracts/*'],
  'scripts/host': ['generator', 'contracts', 'scripts'],
  scripts: ['generator', 'contracts', 'scripts'],
};

/** Rooms that know pages and facts: everything else right of the hub speaks OpenAPI's words only. */
const leftOfTheHub = [
  'generator/markdown',
  'generator/dialects',
  'generator/resolve',
  'generator/import-pages.ts',
  'generator/read-documentation.ts',
];
const mayLookLeft = [
  'generator/markdown',
  'generator/dialects',
  'generator/resolve',
  'generator/import-pages.ts',
  'generator/read-documentation.ts',
  'contracts/lint',
  'contracts/review',
  'scripts',
];

/** Libraries that one file alone may import, and that file or folder. */
const owners: Record<string, string | readonly string[]> = {
  '@apidevtools/swagger-parser': 'generator/openapi/validate.ts',
  'openapi-typescript': 'generator/emitters/typescript.ts',
  'ts-morph': 'generator/emitters/print.ts',
  '@pact-foundation/pact': 'contracts/provider/',
  '@pact-foundation/pact-core': 'contracts/provider/',
  'node:fs': 'scripts/host/',
  'node:fs/promises': 'scripts/host/',
  'node:http': ['contracts/mock/server.ts', 'contracts/provider/relay.ts', 'contracts/proxy/forward.ts'],
  'node:https': 'contracts/proxy/forward.ts',
};

const registries = [
  'generator/dialects',
  'generator/emitters',
  'contracts/exchanges',
  'contracts/rules',
  'contracts/changes',
  'contracts/lint',
  'scripts/reporters',
  'scripts/commands',
];

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
  readonly imports: readonly string[];
}

const all = ['generator', 'generated', 'contracts', 'scripts'].flatMap((room) =>
  filesBelow(join(root, room)),
);
const product = all.filter(
  ({ path }) => !/\.test(-d)?\.ts$/.test(path) && !/\/(bench|gates|fixtures)\//.test(path),
);

function filesBelow(folder: string): SourceFile[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === 'fixtures' ? [] : filesBelow(path);
    return /\.ts$/.test(entry.name) ? [read(path)] : [];
  });
}

function read(path: string): SourceFile {
  const text = readFileSync(path, 'utf8');
  const tree = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: string[] = [];
  const visit = (node: ts.Node): void => {
    const named =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined;
    const dynamic =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
        ? node.arguments[0]
        : undefined;
    const type =
      ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined;
    for (const found of [named, dynamic, type])
      if (found && ts.isStringLiteral(found)) imports.push(found.text);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return { path: relative(root, path), text, tree, imports };
}

function target(file: SourceFile, specifier: string): string | undefined {
  return specifier.startsWith('.') ? join(dirname(file.path), specifier) : undefined;
}

/** The room of the law that a path lies in: the longest name that is its start. */
function roomOf(path: string): string | undefined {
  const rooms = Object.keys(law).filter((room) => path.startsWith(`${room}/`));
  return rooms.sort((a, b) => b.length - a.length)[0];
}

function allowed(path: string, imported: string): boolean {
  const from = roomOf(path);
  const to = roomOf(imported);
  if (from === undefined || to === undefined) return false;
  if (from === to) return true;
  return (law[from] ?? []).some((room) => {
    if (room.endsWith('/*')) return to.startsWith(room.slice(0, -1));
    return to === room || to.startsWith(`${room}/`);
  });
}

describe('the house', () => {
  it(`saw its ${product.length} files of product code, ${all.length} in all`, () => {
    expect(product.length).toBeGreaterThan(50);
  });

  it('imports downward only', () => {
    const upward = product.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const imported = target(file, specifier);
        return imported === undefined || allowed(file.path, imported) ? [] : [`${file.path} -> ${imported}`];
      }),
    );
    expect(upward).toEqual([]);
  });

  it('speaks of pages and facts only where they are the subject', () => {
    const inRooms = (path: string, rooms: readonly string[]) =>
      rooms.some((room) => path === room || path.startsWith(`${room}/`));
    const looks = product.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const imported = target(file, specifier);
        if (imported === undefined || !inRooms(imported, leftOfTheHub) || inRooms(file.path, mayLookLeft))
          return [];
        return [`${file.path} -> ${imported}`];
      }),
    );
    expect(looks).toEqual([]);
  });

  it('has no circles', () => {
    expect(circles(product)).toEqual([]);
  });

  it('keeps files within 400 lines', () => {
    const long = all.filter(
      ({ path, text }) => !path.startsWith('generated/') && text.split('\n').length > 401,
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });

  it('keeps functions within 60 lines', () => {
    expect(product.filter(({ path }) => !path.startsWith('generated/')).flatMap(longFunctions)).toEqual([]);
  });

  it('imports the big libraries in one place each', () => {
    const strays = product.flatMap((file) =>
      file.imports.flatMap((specifier) => {
        const owned = owners[specifier];
        return owned === undefined ||
          [owned].flat().some((owner) => file.path.startsWith(owner)) ||
          file.path.startsWith('contracts/consumer/')
          ? []
          : [`${file.path} -> ${specifier}`];
      }),
    );
    expect(strays).toEqual([]);
  });

  it('is what docs/house.md says: its rooms, and who imports what', () => {
    const page = readFileSync(join(root, 'docs/house.md'), 'utf8');
    const rows = [...page.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([\w/]+)\/`/g)].map(([, room = '']) => room),
    );
    const tops = ['generator', 'contracts', 'scripts'];
    const rooms = tops.flatMap((top) =>
      readdirSync(join(root, top), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && entry.name !== 'fixtures')
        .map(({ name }) => `${top}/${name}`),
    );
    expect([...rows].sort()).toEqual([...tops, ...rooms, 'spec', 'generated'].sort());
    const unnamed = Object.values(owners)
      .flat()
      .filter((owner) => !page.includes(`\`${owner}\``));
    expect(unnamed).toEqual([]);
  });

  it('keeps the members of a registry apart, and its index bare', () => {
    for (const registry of registries) {
      const index = product.find(({ path }) => path === `${registry}/index.ts`);
      if (!index) continue;
      const lines = index.text.split('\n').filter((line) => line.trim() !== '');
      expect(lines.filter((line) => !/^export \{ \w+ \} from '\.\/[\w-]+\.ts';$/.test(line))).toEqual([]);
      const members = new Set(index.imports.map((specifier) => target(index, specifier)));
      const between = product
        .filter(({ path }) => members.has(path))
        .flatMap((file) =>
          file.imports.map((specifier) => target(file, specifier)).filter((path) => members.has(path)),
        );
      expect(between).toEqual([]);
    }
  });

  it('uses each problem code in one place', () => {
    const codes = product.flatMap(({ path, text }) =>
      [...text.matchAll(/^\s*code: '([a-z]+\/[a-z0-9-]+)'/gm)]
        .map(([, code]) => `${code}`)
        .map((code) => ({ path, code })),
    );
    const seen = new Map<string, string>();
    const twice = codes.filter(({ path, code }) => {
      const before = seen.get(code);
      seen.set(code, path);
      return before !== undefined;
    });
    expect(twice).toEqual([]);
  });
});

function longFunctions(file: SourceFile): string[] {
  const long: string[] = [];
  const visit = (node: ts.Node): void => {
    const isFunction = ts.isFunctionLike(node) && 'body' in node && node.body !== undefined;
    if (isFunction) {
      const start = file.tree.getLineAndCharacterOfPosition(node.getStart()).line;
      const end = file.tree.getLineAndCharacterOfPosition(node.end).line;
      if (end - start + 1 > 60) long.push(`${file.path}:${start + 1} (${end - start + 1} lines)`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file.tree);
  return long;
}

/** Strongly connected components of more than one file (Tarjan). */
function circles(files: readonly SourceFile[]): string[][] {
  const edges = new Map(files.map((file) => [file.path, file.imports.flatMap((s) => target(file, s) ?? [])]));
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (path: string): void => {
    index.set(path, index.size);
    low.set(path, index.get(path) ?? 0);
    stack.push(path);
    for (const next of edges.get(path) ?? []) {
      if (!edges.has(next)) continue;
      if (!index.has(next)) visit(next);
      if (stack.includes(next)) low.set(path, Math.min(low.get(path) ?? 0, low.get(next) ?? 0));
    }
    if (low.get(path) !== index.get(path)) return;
    const component = stack.splice(stack.indexOf(path));
    if (component.length > 1) found.push(component.sort());
  };
  for (const path of edges.keys()) if (!index.has(path)) visit(path);
  return found;
}

import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { compareText } from '../../generator/model/diagnostic.ts';

/** A name that an entry point of the package exports. */
export interface Exported {
  /** As it is imported; `mock.maker` where a namespace is exported. */
  readonly name: string;
  /** Its declarations as `dist/` has them, without comments and bodies. */
  readonly code: string;
  /** What its comment says; empty where there is none. */
  readonly says: string;
}

/** An entry of `exports` in package.json. */
export interface EntryPoint {
  /** `docpact/mock`. */
  readonly specifier: string;
  readonly exported: readonly Exported[];
  /** What these mention without being importable themselves: a change there is one of the API too. */
  readonly mentioned: readonly Exported[];
}

/** The declarations that `npm run build` wrote, read without the libraries that they mention. */
export function entryPoints(root: string): readonly EntryPoint[] {
  const { name, exports } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const entries = Object.entries<{ types?: string }>(exports).flatMap(([path, { types }]) =>
    types === undefined ? [] : [{ specifier: name + path.slice(1), file: join(root, types) }],
  );
  const program = ts.createProgram(
    entries.map(({ file }) => file),
    {
      noLib: true,
      types: [],
      module: ts.ModuleKind.NodeNext,
      moduleResolution: ts.ModuleResolutionKind.NodeNext,
    },
  );
  const reader = new Reader(program.getTypeChecker(), join(root, 'dist'));
  return entries.map(({ specifier, file }) => {
    const source = program.getSourceFile(file);
    if (!source) throw new Error(`${file} is missing: npm run build`);
    return { specifier, ...reader.read(source) };
  });
}

class Reader {
  readonly #printer = ts.createPrinter({ removeComments: true });
  readonly #checker: ts.TypeChecker;
  readonly #dist: string;

  constructor(checker: ts.TypeChecker, dist: string) {
    this.#checker = checker;
    this.#dist = dist;
  }

  read(source: ts.SourceFile): Omit<EntryPoint, 'specifier'> {
    const names = new Map<ts.Symbol, string>();
    this.#collect(this.#checker.getSymbolAtLocation(source), '', names);
    const exported = this.#described([...names]);
    // It grows while it is walked.
    for (const symbol of names.keys())
      for (const one of this.#mentionedBy(symbol)) if (!names.has(one)) names.set(one, one.name);
    return { exported, mentioned: this.#described([...names].slice(exported.length)) };
  }

  #collect(module: ts.Symbol | undefined, before: string, into: Map<ts.Symbol, string>): void {
    for (const one of module ? this.#checker.getExportsOfModule(module) : []) {
      const symbol = this.#meant(one);
      // `export * as mock from …`
      if (symbol.valueDeclaration && ts.isSourceFile(symbol.valueDeclaration))
        this.#collect(symbol, `${before}${one.name}.`, into);
      else into.set(symbol, before + one.name);
    }
  }

  #meant(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #described(names: readonly (readonly [ts.Symbol, string])[]): readonly Exported[] {
    return names
      .map(([symbol, name]) => ({
        name,
        code: this.#declarations(symbol)
          .map((node) => this.#printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile()))
          .join('\n')
          .replace(/^(?:export )?(?:declare )?/gm, '')
          .replace(/^ {4,}/gm, (blanks) => blanks.slice(blanks.length / 2)),
        says: ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)),
      }))
      .sort((a, b) => compareText(a.name, b.name));
  }

  /** Those in `dist/`; of a variable the whole statement, which has its `const`. */
  #declarations(symbol: ts.Symbol): readonly ts.Node[] {
    return (symbol.declarations ?? [])
      .filter((node) => !relative(this.#dist, node.getSourceFile().fileName).startsWith('..'))
      .map((node) => (ts.isVariableDeclaration(node) ? node.parent.parent : node));
  }

  /** Types of this package by name: everything in a declaration that leads to another. */
  #mentionedBy(symbol: ts.Symbol): readonly ts.Symbol[] {
    const found: ts.Symbol[] = [];
    const visit = (node: ts.Node): void => {
      if (ts.isIdentifier(node)) {
        const named = this.#checker.getSymbolAtLocation(node);
        const meant = named && this.#meant(named);
        const [first] = meant ? this.#declarations(meant) : [];
        if (meant && first?.parent && ts.isSourceFile(first.parent)) found.push(meant);
      }
      ts.forEachChild(node, visit);
    };
    for (const node of this.#declarations(symbol)) visit(node);
    return found;
  }
}

/** docs/api.md: what can be imported, and its types to the last name. A change of the API is a change of this page. */
export function apiPage(root: string): string {
  return [
    '# Exported names',
    '',
    'What the package exports, with the types as they are shipped. This page is made from `dist/` by `npm run docs`; a test fails when',
    'it is out of date, so that no change of the API goes unseen. How it is used: [configuration](configuration.md), [the',
    "client's runtime](runtime.md), [the mock](mock.md), [in unit tests](exchanges.md#in-unit-tests).",
    ...entryPoints(root).flatMap(({ specifier, exported, mentioned }) => [
      '',
      `## ${specifier}`,
      ...exported.flatMap(({ name, code, says }) => ['', `### \`${name}\``, '', says, '', ...block(code)]),
      ...(mentioned.length === 0
        ? []
        : [
            '',
            `### Types that these of ${specifier} mention`,
            '',
            ...block(mentioned.map(({ code }) => code).join('\n\n')),
          ]),
    ]),
    '',
  ].join('\n');
}

const block = (code: string) => ['```ts', code, '```'];

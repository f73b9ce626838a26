import fc from 'fast-check';
import type ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { printDeclaration } from './type-printer.ts';
import { ts as typescript } from './typescript.ts';

const { factory, SyntaxKind } = typescript;
const none = new Map<ts.Node, readonly string[]>();
const exported = [factory.createModifier(SyntaxKind.ExportKeyword)];

const theirs = typescript.createPrinter({ newLine: typescript.NewLineKind.LineFeed });
const noFile = factory.createSourceFile(
  [],
  factory.createToken(SyntaxKind.EndOfFileToken),
  typescript.NodeFlags.None,
);

function alias(type: ts.TypeNode): ts.TypeAliasDeclaration {
  return factory.createTypeAliasDeclaration(exported, 'Thing', undefined, type);
}

/** What both printers escape alike: TypeScript's has short names for a few controls that JSON does not have. */
const text = fc.string({ unit: fc.constantFrom(...'ab"\'\\`$/*\n\t é\u2028\ud83d\ude00') });
const keyword = fc
  .constantFrom(
    SyntaxKind.StringKeyword,
    SyntaxKind.NumberKeyword,
    SyntaxKind.BooleanKeyword,
    SyntaxKind.UnknownKeyword,
    SyntaxKind.NeverKeyword,
    SyntaxKind.UndefinedKeyword,
    SyntaxKind.BigIntKeyword,
  )
  .map((kind) => factory.createKeywordTypeNode(kind));
const literal = fc.oneof(
  text.map((value) => factory.createStringLiteral(value)),
  fc.nat().map((value) => factory.createNumericLiteral(value)),
  fc
    .nat()
    .map((value) =>
      factory.createPrefixUnaryExpression(SyntaxKind.MinusToken, factory.createNumericLiteral(value)),
    ),
  fc.constantFrom(factory.createNull(), factory.createTrue(), factory.createFalse()),
);
const name = fc.constantFrom('Widget', 'A.B.C', 'a_1');

const { type } = fc.letrec<{ type: ts.TypeNode; member: ts.TypeElement }>((tie) => ({
  type: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    keyword,
    literal.map((value) => factory.createLiteralTypeNode(value)),
    fc
      .tuple(name, fc.array(tie('type'), { maxLength: 2 }))
      .map(([to, args]) => factory.createTypeReferenceNode(to, args.length > 0 ? args : undefined)),
    fc.array(tie('type'), { minLength: 2, maxLength: 3 }).map((all) => factory.createUnionTypeNode(all)),
    fc
      .array(tie('type'), { minLength: 2, maxLength: 3 })
      .map((all) => factory.createIntersectionTypeNode(all)),
    tie('type').map((item) => factory.createArrayTypeNode(item)),
    fc.array(tie('type'), { maxLength: 2 }).map((items) => factory.createTupleTypeNode(items)),
    fc.tuple(tie('type'), text).map(([object, key]) => {
      const index = factory.createLiteralTypeNode(factory.createStringLiteral(key));
      return factory.createIndexedAccessTypeNode(object, index);
    }),
    tie('type').map((of) => factory.createTypeOperatorNode(SyntaxKind.ReadonlyKeyword, of)),
    tie('type').map((of) =>
      factory.createTupleTypeNode([factory.createRestTypeNode(factory.createArrayTypeNode(of))]),
    ),
    fc.array(tie('member'), { maxLength: 3 }).map((members) => factory.createTypeLiteralNode(members)),
  ),
  member: fc.oneof(
    fc
      .tuple(fc.oneof(fc.constant('id'), text), fc.boolean(), fc.boolean(), tie('type'))
      .map(([key, optional, fixed, of]) =>
        factory.createPropertySignature(
          fixed ? [factory.createModifier(SyntaxKind.ReadonlyKeyword)] : undefined,
          key === 'id' ? key : factory.createStringLiteral(key),
          optional ? factory.createToken(SyntaxKind.QuestionToken) : undefined,
          of,
        ),
      ),
    tie('type').map((of) => {
      const key = factory.createKeywordTypeNode(SyntaxKind.StringKeyword);
      const parameter = factory.createParameterDeclaration(undefined, undefined, 'key', undefined, key);
      return factory.createIndexSignature(undefined, [parameter], of);
    }),
  ),
}));

describe('printDeclaration', () => {
  it("lays any type out as TypeScript's printer does", () => {
    fc.assert(
      fc.property(type, (any) => {
        const statement = alias(any);
        const expected = theirs.printNode(typescript.EmitHint.Unspecified, statement, noFile);
        expect(printDeclaration(statement, none)).toBe(expected);
      }),
      { numRuns: 500 },
    );
  });

  it('indents members by their depth', () => {
    const inner = factory.createTypeLiteralNode([
      factory.createPropertySignature(
        undefined,
        'b',
        undefined,
        factory.createArrayTypeNode(
          factory.createTypeLiteralNode([
            factory.createPropertySignature(undefined, 'c', undefined, factory.createTypeReferenceNode('D')),
          ]),
        ),
      ),
    ]);
    const statement = factory.createInterfaceDeclaration(exported, 'A', undefined, undefined, [
      factory.createPropertySignature(undefined, 'a', undefined, inner),
    ]);
    expect(printDeclaration(statement, none)).toBe(
      theirs.printNode(typescript.EmitHint.Unspecified, statement, noFile),
    );
  });

  it('puts documentation above declarations and members', () => {
    const member = factory.createPropertySignature(
      undefined,
      'a',
      undefined,
      factory.createTypeReferenceNode('B'),
    );
    const statement = factory.createInterfaceDeclaration(exported, 'A', undefined, undefined, [member]);
    const docs = new Map<ts.Node, readonly string[]>([
      [statement, ['One line.']],
      [member, ['First.', '', '@deprecated']],
    ]);
    expect(printDeclaration(statement, docs)).toBe(
      [
        '/** One line. */',
        'export interface A {',
        '    /**',
        '     * First.',
        '     *',
        '     * @deprecated',
        '     */',
        '    a: B;',
        '}',
      ].join('\n'),
    );
  });

  it('keeps the letters of a text that stands as an identifier, and escapes what does not show', () => {
    const quoted = factory.createIdentifier('"é\u202e\u2028"') as ts.Node as ts.StringLiteral;
    const printed = printDeclaration(alias(factory.createLiteralTypeNode(quoted)), none);
    expect(printed).toBe('export type Thing = "é\\u202e\\u2028";');
  });

  it('leaves no character outside ASCII in any other literal', () => {
    const printed = printDeclaration(
      alias(factory.createLiteralTypeNode(factory.createStringLiteral('\u202e\ufeff\u007f\ud800é'))),
      none,
    );
    expect(printed).toBe('export type Thing = "\\u202E\\uFEFF\\u007F\\ud800\\u00E9";');
  });
});

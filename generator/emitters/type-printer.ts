import type ts from 'typescript';
import { ts as typescript } from './typescript.ts';

const { SyntaxKind } = typescript;

/** The documentation of a declaration or a member: lines, without what makes them a comment. */
export type Documentation = ReadonlyMap<ts.Node, readonly string[]>;

/**
 * Prints type declarations the way TypeScript's own printer lays them out, in a fifth of its time: that one serves any
 * syntax with source maps and comments to keep, and this one a dozen kinds of nodes that were just made. A kind that is
 * not known here is given to the other.
 */
export function printDeclaration(statement: ts.Statement, docs: Documentation): string {
  const doc = comment(docs.get(statement), '');
  if (typescript.isInterfaceDeclaration(statement))
    return `${doc}export interface ${statement.name.text} ${members(statement.members, docs, '')}`;
  if (typescript.isTypeAliasDeclaration(statement))
    return `${doc}export type ${statement.name.text} = ${typeText(statement.type, docs, '')};`;
  return doc + foreignText(statement);
}

/** In the order of how often they come. */
function typeText(node: ts.TypeNode, docs: Documentation, indent: string): string {
  const inner = (one: ts.TypeNode) => typeText(one, docs, indent);
  const keyword = keywords.get(node.kind);
  if (keyword !== undefined) return keyword;
  if (typescript.isTypeReferenceNode(node)) {
    const name = nameText(node.typeName);
    return node.typeArguments ? `${name}<${node.typeArguments.map(inner).join(', ')}>` : name;
  }
  if (typescript.isLiteralTypeNode(node)) return literalText(node.literal);
  if (typescript.isUnionTypeNode(node)) return node.types.map(inner).join(' | ');
  if (typescript.isTypeLiteralNode(node))
    return node.members.length === 0 ? '{}' : members(node.members, docs, indent);
  if (typescript.isArrayTypeNode(node)) return `${inner(node.elementType)}[]`;
  if (typescript.isParenthesizedTypeNode(node)) return `(${inner(node.type)})`;
  if (typescript.isIntersectionTypeNode(node)) return node.types.map(inner).join(' & ');
  if (typescript.isIndexedAccessTypeNode(node)) return `${inner(node.objectType)}[${inner(node.indexType)}]`;
  if (typescript.isTupleTypeNode(node)) return tupleText(node, docs, indent);
  if (typescript.isRestTypeNode(node)) return `...${inner(node.type)}`;
  if (typescript.isTypeOperatorNode(node) && node.operator === SyntaxKind.ReadonlyKeyword)
    return `readonly ${inner(node.type)}`;
  return foreignText(node);
}

function tupleText({ elements }: ts.TupleTypeNode, docs: Documentation, indent: string): string {
  const deeper = `${indent}    `;
  const lines = elements.map((one) => `\n${deeper}${typeText(one, docs, deeper)}`);
  return `[${lines.join(',')}\n${indent}]`;
}

function members(list: readonly ts.TypeElement[], docs: Documentation, indent: string): string {
  const deeper = `${indent}    `;
  const lines = list.map(
    (one) => `${comment(docs.get(one), deeper)}${deeper}${memberText(one, docs, deeper)}\n`,
  );
  return `{\n${lines.join('')}${indent}}`;
}

function memberText(node: ts.TypeElement, docs: Documentation, indent: string): string {
  if (typescript.isPropertySignature(node) && node.type) {
    const optional = node.questionToken ? '?' : '';
    return `${modifiers(node)}${propertyName(node.name)}${optional}: ${typeText(node.type, docs, indent)};`;
  }
  const [parameter] = typescript.isIndexSignatureDeclaration(node) ? node.parameters : [];
  if (typescript.isIndexSignatureDeclaration(node) && parameter?.type) {
    const key = `${foreignText(parameter.name)}: ${typeText(parameter.type, docs, indent)}`;
    return `${modifiers(node)}[${key}]: ${typeText(node.type, docs, indent)};`;
  }
  throw new Error(`a member of kind ${SyntaxKind[node.kind]} is not known`);
}

function modifiers({ modifiers: all }: ts.PropertySignature | ts.IndexSignatureDeclaration): string {
  return all?.map((modifier) => `${foreignText(modifier)} `).join('') ?? '';
}

function nameText(name: ts.EntityName): string {
  return typescript.isIdentifier(name) ? name.text : `${nameText(name.left)}.${name.right.text}`;
}

function propertyName(name: ts.PropertyName): string {
  if (typescript.isIdentifier(name)) return name.text;
  return typescript.isStringLiteral(name) ? stringText(name.text) : foreignText(name);
}

function literalText(literal: ts.Node): string {
  // openapi-typescript writes a text that way, so that letters stay as they are.
  if (typescript.isIdentifier(literal)) return escapeInvisible(literal.text);
  if (typescript.isStringLiteral(literal)) return stringText(literal.text);
  if (typescript.isNumericLiteral(literal)) return literal.text;
  if (literal.kind === SyntaxKind.NullKeyword) return 'null';
  if (literal.kind === SyntaxKind.TrueKeyword) return 'true';
  if (literal.kind === SyntaxKind.FalseKeyword) return 'false';
  return foreignText(literal);
}

/** JSON's escapes are JavaScript's; what is not ASCII is escaped as well, so that nothing reorders what is read. */
function stringText(text: string): string {
  return JSON.stringify(text).replace(
    /[\x7f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
  );
}

function comment(lines: readonly string[] | undefined, indent: string): string {
  if (lines === undefined || lines.length === 0) return '';
  if (lines.length === 1) return `${indent}/** ${lines[0]} */\n`;
  const inner = lines.map((line) => `${indent} *${line === '' ? '' : ` ${line}`}\n`);
  return `${indent}/**\n${inner.join('')}${indent} */\n`;
}

const keywords: ReadonlyMap<ts.SyntaxKind, string> = new Map([
  [SyntaxKind.StringKeyword, 'string'],
  [SyntaxKind.NumberKeyword, 'number'],
  [SyntaxKind.BooleanKeyword, 'boolean'],
  [SyntaxKind.UnknownKeyword, 'unknown'],
  [SyntaxKind.NeverKeyword, 'never'],
  [SyntaxKind.UndefinedKeyword, 'undefined'],
]);

const printer = typescript.createPrinter({
  newLine: typescript.NewLineKind.LineFeed,
  removeComments: true,
});
const noFile = typescript.factory.createSourceFile(
  [],
  typescript.factory.createToken(SyntaxKind.EndOfFileToken),
  typescript.NodeFlags.None,
);

function foreignText(node: ts.Node): string {
  return escapeInvisible(printer.printNode(typescript.EmitHint.Unspecified, node, noFile));
}

/** Comments hold none of these any more: what is left stands in string literals, where an escape means the same. */
function escapeInvisible(text: string): string {
  return text.replace(
    /[\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

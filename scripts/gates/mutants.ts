/**
 * Small faults, put into the functions of a source file all at once and switched on one at a time: a file is read and
 * compiled once, however many faults it holds. Code outside of functions runs before a fault could be switched on and is left alone.
 */
import ts from 'typescript';

export interface Mutant {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The function that it stands in. */
  readonly where: string;
  readonly was: string;
  readonly becomes: string;
}

/** Asks whether a mutant is switched on; `mutation-runner.ts` defines it. */
export const switchName = '__docpactMutant';
/** Takes a map of a module, to be emptied before each run: what was remembered without a mutant would hide it. */
export const forgetName = '__docpactForget';

const operators = new Map<ts.SyntaxKind, readonly string[]>([
  [ts.SyntaxKind.EqualsEqualsEqualsToken, ['!==']],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, ['===']],
  [ts.SyntaxKind.LessThanToken, ['<=', '>=']],
  [ts.SyntaxKind.LessThanEqualsToken, ['<', '>']],
  [ts.SyntaxKind.GreaterThanToken, ['>=', '<=']],
  [ts.SyntaxKind.GreaterThanEqualsToken, ['>', '<']],
  [ts.SyntaxKind.AmpersandAmpersandToken, ['||']],
  [ts.SyntaxKind.BarBarToken, ['&&']],
  [ts.SyntaxKind.QuestionQuestionToken, ['&&']],
  [ts.SyntaxKind.PlusToken, ['-']],
  [ts.SyntaxKind.MinusToken, ['+']],
]);

const otherMethods = new Map([
  ['every', 'some'],
  ['some', 'every'],
  ['startsWith', 'endsWith'],
  ['endsWith', 'startsWith'],
  ['min', 'max'],
  ['max', 'min'],
  ['toLowerCase', 'toUpperCase'],
  ['toUpperCase', 'toLowerCase'],
]);

/** Methods without which their object stays what it was, more or less. */
const leftOut = new Set([
  'filter',
  'sort',
  'slice',
  'trim',
  'trimEnd',
  'reverse',
  'replace',
  'replaceAll',
  'normalize',
  'padStart',
  'concat',
]);

/** The source with all its mutants in it, numbered from `first`. */
export function withMutants(
  file: string,
  text: string,
  first: number,
  strings: boolean,
): { readonly text: string; readonly mutants: readonly Mutant[] } {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  const mutants: Mutant[] = [];

  /** The text of a node with the mutants of all that it holds. */
  const written = (node: ts.Node, where: string): string => {
    const inner = nameOf(node) ?? where;
    let made = '';
    let end = node.getStart(source);
    ts.forEachChild(node, (child) => {
      if (ts.isTypeNode(child) && !ts.isExpressionWithTypeArguments(child)) return;
      const start = child.getStart(source);
      made += text.slice(end, start) + written(child, inner);
      end = child.getEnd();
    });
    made += text.slice(end, node.getEnd());
    if (inner === '' || !mayBeReplaced(node)) return made;
    for (const becomes of variants(node, source, strings)) {
      const { line } = source.getLineAndCharacterOfPosition(node.getStart(source));
      const id = first + mutants.length;
      mutants.push({ id, file, line: line + 1, where: inner, was: node.getText(source), becomes });
      made = `(${switchName}(${id}) ? (${becomes}) : (${made}))`;
    }
    return made;
  };

  const whole = source.statements.map(
    (statement) => text.slice(statement.getFullStart(), statement.getStart(source)) + written(statement, ''),
  );
  const made = whole.join('') + text.slice(source.statements.end);
  return { text: made.replace(/^(const \w+ = )(new Map(?:<.*>)?\(\));$/gm, `$1${forgetName}($2);`), mutants };
}

/** The name of a function with a body; undefined for all else. */
function nameOf(node: ts.Node): string | undefined {
  if (ts.isFunctionDeclaration(node) || ts.isMethodDeclaration(node) || ts.isGetAccessor(node))
    return node.name?.getText() ?? 'default';
  if (ts.isConstructorDeclaration(node)) return 'constructor';
  if (!ts.isArrowFunction(node)) return undefined;
  const { parent } = node;
  if (ts.isVariableDeclaration(parent) || ts.isPropertyDeclaration(parent)) return parent.name.getText();
  // A function that is made when the file is read runs later.
  return ts.isCallExpression(parent) && ts.isVariableDeclaration(parent.parent)
    ? parent.parent.name.getText()
    : undefined;
}

/** Whether an expression may stand in brackets with another: not where it is a place to write to, or a part of `a?.b.c`. */
function mayBeReplaced(node: ts.Node): boolean {
  const { parent } = node;
  if (!ts.isExpression(node)) return false;
  const isPart = (one: ts.Node) => (one.flags & ts.NodeFlags.OptionalChain) !== 0;
  if (isPart(node) && isPart(parent)) return false;
  return (
    !(ts.isPropertyAssignment(parent) || ts.isBindingElement(parent) || ts.isPropertyDeclaration(parent)) ||
    parent.name !== node
  );
}

/** What may stand in the place of an expression. */
function variants(node: ts.Node, source: ts.SourceFile, strings: boolean): string[] {
  const text = node.getText(source);
  const made = new Set<string>();
  if (ts.isBinaryExpression(node)) {
    const [left, right] = [node.left.getText(source), node.right.getText(source)];
    for (const operator of operators.get(node.operatorToken.kind) ?? [])
      if (operator !== '-' || !/['"`]/.test(text)) made.add(`(${left}) ${operator} (${right})`);
  } else if (ts.isCallExpression(node)) forCall(node, source, made);
  else if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.ExclamationToken)
    made.add(node.operand.getText(source));
  else if (text === 'true' || text === 'false') made.add(text === 'true' ? 'false' : 'true');
  else if (ts.isNumericLiteral(node)) made.add(`${text} + 1`);
  else if (ts.isArrayLiteralExpression(node) && node.elements.length > 0) made.add('[]');
  else if (strings && ts.isStringLiteral(node) && text.length > 2) made.add("''");
  else if (ts.isRegularExpressionLiteral(node) && /g\w*$/.test(text)) made.add(text.replace(/g(?=\w*$)/, ''));
  for (const value of byPlace(node)) made.add(value);
  made.delete(text);
  return [...made];
}

function forCall(node: ts.CallExpression, source: ts.SourceFile, made: Set<string>): void {
  const { expression } = node;
  if (!ts.isPropertyAccessExpression(expression)) return;
  const [object, name] = [expression.expression.getText(source), expression.name.text];
  const other = otherMethods.get(name);
  const call = node.arguments.map((argument) => argument.getText(source)).join(', ');
  const dot = expression.questionDotToken ? '?.' : '.';
  if (other !== undefined) made.add(`${object}${dot}${other}(${call})`);
  if (leftOut.has(name)) made.add(object);
}

/** What is put there whatever the expression is: a condition that always holds or never, nothing returned, nothing done. */
function byPlace(node: ts.Node): readonly string[] {
  const { parent } = node;
  if (
    (ts.isIfStatement(parent) && parent.expression === node) ||
    (ts.isConditionalExpression(parent) && parent.condition === node)
  )
    return ['true', 'false'];
  if (ts.isForStatement(parent) && parent.condition === node) return ['false'];
  if (ts.isReturnStatement(parent) && node.getText() !== 'undefined') return ['undefined'];
  if (ts.isArrowFunction(parent) && parent.body === node && !ts.isBlock(node)) return ['undefined'];
  if (ts.isExpressionStatement(parent)) return ['undefined'];
  return [];
}

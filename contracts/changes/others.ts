import type { Json } from '../../generator/model/json.ts';
import type { Position } from '../../generator/openapi/position.ts';
import type { Shape } from './shape.ts';

/** A schema that says nothing: `true`, `{}`. What a document leaves out is the same. */
export function saysNothing(json: Json): boolean {
  return json === true || (typeof json === 'object' && json !== null && Object.keys(json).length === 0);
}

/** What is said of members that have no description of their own; undefined where nothing is, or they are ruled out. */
export function describedOthers(shape: Shape, name: string): Position | undefined {
  const { position } = shape.object.property(name);
  return position?.some(({ json }) => !saysNothing(json)) ? position : undefined;
}

/** Whether members without a description are ruled out. */
export function isClosed({ parts }: Shape): boolean {
  return parts.some(
    ({ json }) => json['additionalProperties'] === false || json['unevaluatedProperties'] === false,
  );
}

import type { Example } from '../model/description.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { pointer } from '../model/pointer.ts';
import { type Draft, object } from './write-draft.ts';
import type { TypeTable } from './write-types.ts';

/** What the messages of operations are written with. */
export interface MessageContext {
  readonly draft: Draft;
  readonly types: TypeTable;
}

/** Examples under their names; numbers keep the digits that their pages show. */
export function writeExamples(
  examples: readonly Example[],
  mediaAt: string,
  draft: Draft,
): JsonObject | undefined {
  if (examples.length === 0) return undefined;
  return object(
    examples.map((example): [string, Json] => {
      const at = pointer(mediaAt, 'examples', example.name);
      draft.mark(at, example.origin);
      for (const [inside, digits] of example.numberTexts) draft.number(`${at}/value${inside}`, digits);
      const summary = example.summary === '' ? undefined : example.summary;
      return [
        example.name,
        object([
          ['summary', summary],
          ['value', example.value],
        ]),
      ];
    }),
  );
}

import type { Operation, Schema } from '../../generator/openapi/api.ts';
import { operationName } from '../changes/operation-name.ts';
import { below, type Ids } from './ids.ts';
import { nodesOf } from './nodes.ts';
import type { Places } from './places.ts';
import type { Review } from './review.ts';
import type { SpecTree } from './spec-tree.ts';

/** A thing of the spec that comes from a line. */
export interface BackLink {
  readonly id: string;
  readonly label: string;
}

/** What came from each line, by the line's fragment; of a schema that many operations share, its first appearance. */
export class BackLinks {
  readonly #links = new Map<string, BackLink[]>();
  readonly #seen = new Set<string>();
  readonly #parts: { readonly tree: SpecTree; readonly places: Places };

  constructor(
    { api }: Review,
    operations: readonly Operation[],
    parts: { readonly tree: SpecTree; readonly ids: Ids; readonly places: Places },
  ) {
    this.#parts = parts;
    for (const operation of operations) {
      const id = parts.ids.operation(operation.id);
      this.#add(operation.pointer, { id, label: operationName(operation) });
      for (const node of nodesOf(api, operation)) {
        const own = below(id, node.key);
        this.#add(node.pointer, { id: own, label: `${node.part} ${node.name}` });
        if (node.schema) this.#visit(node.schema, own);
      }
    }
  }

  of(line: string): readonly BackLink[] {
    return this.#links.get(line) ?? [];
  }

  #visit(schema: Schema, id: string): void {
    const { pointer } = this.#parts.tree.owner(schema);
    if (this.#seen.has(pointer)) return;
    this.#seen.add(pointer);
    for (const member of this.#parts.tree.members(schema)) {
      const own = below(id, member.key);
      this.#add(member.pointer, { id: own, label: member.name });
      if (member.schema) this.#visit(member.schema, own);
    }
  }

  #add(pointer: string, link: BackLink): void {
    const said = this.#parts.places.saidBy(pointer);
    if (said.by !== 'line') return;
    const line = this.#parts.places.line(said.at);
    if (line === undefined) return;
    const known = this.#links.get(line);
    if (!known) this.#links.set(line, [link]);
    else if (!known.some(({ id }) => id === link.id)) known.push(link);
  }
}

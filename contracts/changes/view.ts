import type { Api } from '../../generator/openapi/api.ts';
import type { Direction } from '../../generator/openapi/direction.ts';
import type { World } from '../../generator/openapi/world.ts';
import { Inclusions } from '../relation/includes.ts';
import type { Alike } from './alike.ts';

/** Who makes a value: the client, who has read the base, or the provider, who does what the head says. */
export type Sender = 'client' | 'provider';

/** How the values of a place travel. */
export interface View {
  /** Whether it is part of a request or of a response: read-only and write-only members go one way. */
  readonly direction: Direction;
  /** Requests are the client's and responses the provider's; in callbacks and webhooks it is the other way round. */
  readonly sender: Sender;
  /** A parameter or header: values are printed into a text. */
  readonly text: boolean;
  /** A body of XML. */
  readonly xml: boolean;
}

/** The two questions of a pair of schemas in one view. */
export interface Asked {
  /** For looking at what is described, and which way it travels. */
  readonly base: World;
  readonly head: World;
  /** Is all that is sent accepted? The client sends what the base allows; the provider what the head does. */
  readonly forward: Inclusions;
  /** The other way round: where both hold the schemas mean the same. */
  readonly backward: Inclusions;
}

/**
 * Whether values are accepted is asked in an open world, as JSON Schema reads its schemas: `additionalProperties: true` is
 * the default spelled out. What a document says beyond that, by describing a member or describing it no more, is looked at
 * by the checks of properties.
 */
export class Views {
  readonly base: Api;
  readonly head: Api;
  readonly #alike: Alike;
  readonly #known = new Map<string, Asked>();

  constructor(base: Api, head: Api, alike: Alike) {
    this.base = base;
    this.head = head;
    this.#alike = alike;
  }

  asked({ direction, sender }: View): Asked {
    const key = `${direction} ${sender}`;
    const known = this.#known.get(key);
    if (known) return known;
    const asked = this.#make(direction, sender);
    this.#known.set(key, asked);
    return asked;
  }

  /** Of a client the base is sent and the head accepts; of a provider it is the other way round. */
  #make(direction: Direction, sender: Sender): Asked {
    const world = (api: Api, closed: boolean): World => ({ api, direction, closed });
    const [base, head] = [world(this.base, false), world(this.head, false)];
    const there = new Inclusions(base, head, { isAlike: this.#alike.positions, isNew: true });
    const isAlike: Alike['positions'] = (a, b) => this.#alike.positions(b, a);
    const back = new Inclusions(head, base, { isAlike, isNew: true });
    const [forward, backward] = sender === 'client' ? [there, back] : [back, there];
    return { base: world(this.base, true), head: world(this.head, true), forward, backward };
  }
}

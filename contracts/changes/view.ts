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
}

export const requestView: View = { direction: 'request', sender: 'client', text: false };
export const responseView: View = { direction: 'response', sender: 'provider', text: false };

/** The two questions of a pair of schemas in one view. */
export interface Asked {
  readonly base: World;
  readonly head: World;
  /** Is all that is sent accepted? The client sends what the base allows; the provider what the head does. */
  readonly forward: Inclusions;
  /** The other way round: where both hold the schemas mean the same. */
  readonly backward: Inclusions;
}

/**
 * Requests are read in a closed world on both sides. Whoever receives an answer passes over members that he does not know,
 * unless the schema that he has read says that there are none.
 */
export class Views {
  readonly #base: Api;
  readonly #head: Api;
  readonly #alike: Alike;
  readonly #known = new Map<string, Asked>();

  constructor(base: Api, head: Api, alike: Alike) {
    this.#base = base;
    this.#head = head;
    this.#alike = alike;
  }

  asked({ direction, sender }: View): Asked {
    const key = `${direction} ${sender}`;
    const known = this.#known.get(key);
    if (known) return known;
    const asked = sender === 'client' ? this.#ofClient(direction) : this.#ofProvider(direction);
    this.#known.set(key, asked);
    return asked;
  }

  #ofClient(direction: Direction): Asked {
    const base = { api: this.#base, direction, closed: true };
    const head = { api: this.#head, direction, closed: true };
    return {
      base,
      head,
      forward: new Inclusions(base, head, this.#alike.positions),
      backward: new Inclusions(head, base, (a, b) => this.#alike.positions(b, a)),
    };
  }

  #ofProvider(direction: Direction): Asked {
    const base = { api: this.#base, direction, closed: true };
    const head = { api: this.#head, direction, closed: true };
    return {
      base,
      head,
      forward: new Inclusions(head, { ...base, closed: false }, (a, b) => this.#alike.positions(b, a)),
      backward: new Inclusions(base, { ...head, closed: false }, this.#alike.positions),
    };
  }
}

import { type World, worldOf } from '../../generator/openapi/world.ts';
import type { Subject } from './rule.ts';

/** How the schemas of a request are read. Parameters have no members to close. */
export function requestWorld({ api, policies }: Subject, body: boolean): World {
  return worldOf(api, 'request', body && policies.requestMembers === 'refused');
}

/** How the schemas of a response are read: a closed world, unless the policy says otherwise. */
export function responseWorld({ api, policies }: Subject): World {
  return worldOf(api, 'response', policies.responseMembers === 'closed');
}

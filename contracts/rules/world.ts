import type { World } from '../../generator/openapi/world.ts';
import type { Subject } from './rule.ts';

/** How the schemas of a request are read. Parameters have no members to close. */
export function requestWorld(subject: Subject, body: boolean): World {
  return {
    api: subject.api,
    direction: 'request',
    closed: body && subject.policies.requestMembers === 'refused',
  };
}

/** How the schemas of a response are read: a closed world, unless the policy says otherwise. */
export function responseWorld(subject: Subject): World {
  const closed = subject.policies.responseMembers === 'closed';
  return { api: subject.api, direction: 'response', closed };
}

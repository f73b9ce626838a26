import { defineChange } from './check.ts';
import { propertyNames } from './renamed.ts';

export const propertyRenamed = defineChange({
  code: 'change/property-renamed',
  severity: 'error',
  of: 'schema',
  summary: 'A property has another name.',
  why: 'Under its old name it is neither accepted nor sent any more.',
  mirror: 'change/property-renamed',
  examples: [
    {
      name: 'another name',
      schema: [
        { type: 'object', properties: { certStatus: { type: 'string' } } },
        { type: 'object', properties: { status: { type: 'string' } } },
      ],
      request: ['change/request-property-renamed: the body: certStatus is called status'],
      response: ['change/response-property-renamed: the body: certStatus is called status'],
    },
    {
      name: 'nothing but the words about it',
      schema: [
        { type: 'object', properties: { status: { type: 'string', description: 'One.' } } },
        { type: 'object', properties: { status: { type: 'string', description: 'Two.' } } },
      ],
      request: ['change/documentation: status: description'],
      response: ['change/documentation: status: description'],
    },
  ],
  check: (pair) =>
    propertyNames(pair).renamed.map(([before, after]) => {
      const [own, theirs] = [pair.base.object.property(before), pair.head.object.property(after)];
      return {
        verdict: 'breaking',
        message: `${pair.name}: ${before} is called ${after}`,
        base: own.pointer,
        head: theirs.pointer,
        kept: true,
      };
    }),
});

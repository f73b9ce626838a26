/** How generated code is checked: by the strictest flags, without more libraries than it names. */
export const strictOptions = {
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  target: 'ES2022',
  lib: ['ES2023', 'DOM', 'DOM.Iterable'],
  module: 'NodeNext',
  noEmit: true,
  types: [],
};

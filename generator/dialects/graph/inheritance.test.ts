import { expect, it } from 'vitest';
import { pageOf } from '../../markdown/read-page.ts';
import type { Fact } from '../fact.ts';
import { readFacts } from '../read-facts.ts';

function factsOf(text: string): readonly Fact[] {
  const table = ['|Property|Type|Description|', '|--|--|--|', '|mast|Int32|How many.|'];
  const lines = ['# sloop resource type', '', text, '', '## Properties', ...table];
  return readFacts(pageOf(lines.join('\n'), 'sloop.md')).value;
}

it.each([
  'Inherits from [ship](ship.md).',
  'A subclass of [ship](ship.md). It has one mast.',
  'Represents a vessel, a subtype of [ship](ship.md).',
  'A specialization of the [ship](ship.md) type.',
  'This resource extends from the **ship** resource to show its mast.',
  'It inherits from `ship`.',
  'The sloop inherits properties from its base type, [ship](ship.md).',
  'Subclass of [ship](ship.md).',
  'Subtype of [ship](ship.md).',
  'It inherits the properties of [ship](ship.md).',
  'Inherits metadata properties from [ship](ship.md).',
  '`microsoft.graph.sloop` is a derived type of [ship](ship.md).',
  'This resource is an open type, derived from [ship](ship.md), that takes any masts.',
  'Its base type is [ship](ship.md).',
  'It\u2019s derived from [ship](ship.md).',
  'This is a concrete type of [ship](ship.md).',
  'Used for races (inherits from [ship](ship.md)).',
  'For one mast. This creates a subclass from [ship](ship.md),\nwhich adds the mast.',
])('the base is told by %s', (text) => {
  const bases = factsOf(text).flatMap((fact) => (fact.predicate === 'derived-from' ? [fact.value.name] : []));
  expect(bases).toEqual(['ship']);
});

it.each([
  'It inherits from ship.',
  'You must make a subclass of [ship](ship.md) to use it.',
  'Is used with a type of [ship](ship.md).',
  'A [ship](ship.md) with one mast.',
  'Derived type: [ship](ship.md).',
])('no base is told by %s', (text) => {
  expect(factsOf(text).map((fact) => fact.predicate)).not.toContain('derived-from');
});

it.each([
  'The [sloop9](sloop9.md) resource is a subclass of this superclass.',
  'The [sloop9](sloop9.md) and [sloop9](sloop9.md) types are subtypes of it.',
  'This is the superclass of [sloop9](sloop9.md).',
  'Base class of the [sloop9](sloop9.md) resource.',
  'Subtypes include [sloop9](sloop9.md).',
  'Its derived types are [sloop9](sloop9.md) and [sloop9](sloop9.md).',
  'Serves as the base type for [sloop9](sloop9.md).',
  'Serves as the base type for [sloop9](sloop9.md), which is a part of [fleet](fleet.md).',
])('a derived type is told on the page of its base by %s', (text) => {
  const derived = factsOf(text).flatMap((fact) => (fact.predicate === 'derived-type' ? fact.value.name : []));
  expect(new Set(derived)).toEqual(new Set(['sloop9']));
});

it.each([
  'This superclass says who sails the [fleet](fleet.md).',
  'Represents the abstract base type that all types in the [fleet](fleet.md) inherit from.',
  'The sloop is one of the types derived from [ship](ship.md).',
])('no derived type is told by %s', (text) => {
  expect(factsOf(text).map((fact) => fact.predicate)).not.toContain('derived-type');
});

it('a superclass that is abstract makes the type so', () => {
  const says = (text: string) => factsOf(text).some((fact) => fact.predicate === 'abstract');
  expect(says('Used for races. This superclass is abstract and you cannot set it.')).toBe(true);
  expect(says('The crew of this superclass is abstract art.')).toBe(false);
});

it.each([
  'An abstract resouce type that stands for a hull.',
  'Used for races. The abstract base type for the [sloop9](sloop9.md) and [sloop8](sloop8.md) types.',
  'Sails. It is abstract.',
  'This abstract type is inherited by [sloop9](sloop9.md).',
  'Represents the abstract base type that all types in the [fleet](fleet.md) inherit from.',
  'A hull. Note that a sloop is an abstract base class, and is never sent.',
])('a type is abstract by %s', (text) => {
  expect(factsOf(text).map((fact) => fact.predicate)).toContain('abstract');
});

it.each([
  'The abstract base type of this type is [ship](ship.md).',
  'Note that a ship is an abstract class.',
])('no type is abstract by %s', (text) => {
  expect(factsOf(text).map((fact) => fact.predicate)).not.toContain('abstract');
});

it('a type is open where its page says so', () => {
  const says = (text: string) => factsOf(text).some((fact) => fact.predicate === 'open-type');
  expect(says('Represents sails. It is an Open Type.')).toBe(true);
  expect(says('Represents sails. What it is an open type of is unknown.')).toBe(false);
});

it('what a section on a type that the page holds too says of its base is none of the page\u2019s type', () => {
  const text = 'It inherits from [ship](ship.md).';
  const bases = (heading: string) =>
    factsOf(`A vessel.\n\n## ${heading}\n\n${text}`).filter((fact) => fact.predicate === 'derived-from')
      .length;
  expect(bases('The mastSettings complex type')).toBe(0);
  expect(bases('mastSettings resource type')).toBe(0);
  expect(bases('The sloop type')).toBe(1);
  expect(bases('Remarks')).toBe(1);
});

import { cases, deployment } from '../cases';
import { namesOf } from '../case-groups';
import { points } from './points';

const names = [...namesOf(Object.values(cases).flat()), ...namesOf(deployment)];

it('has cases with names of their own', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('links only cases that exist', () => {
  const linked = points.flatMap((point) => point.cases);
  expect(linked.filter((name) => !names.includes(name))).toEqual([]);
});

it('links every case with an enforcement point that it holds', () => {
  const linked = new Set(points.flatMap((point) => point.cases));
  expect(names.filter((name) => !linked.has(name))).toEqual([]);
});

it('links every point with a case', () => {
  expect(points.filter((point) => point.cases.length === 0)).toEqual([]);
});

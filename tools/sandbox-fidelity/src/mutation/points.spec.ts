import { cases, deployment } from '../cases';
import { namesOf } from '../case-groups';
import { points } from './points';

const names = [...namesOf(Object.values(cases).flat()), ...namesOf(deployment)];

it('has unique case names', () => {
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it('links only existing cases', () => {
  const linked = points.flatMap((point) => point.cases);
  expect(linked.filter((name) => !names.includes(name))).toEqual([]);
});

it('links every case to an enforcement point', () => {
  const linked = new Set(points.flatMap((point) => point.cases));
  expect(names.filter((name) => !linked.has(name))).toEqual([]);
});

it('links every point to a case', () => {
  expect(points.filter((point) => point.cases.length === 0)).toEqual([]);
});

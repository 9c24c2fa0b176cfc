import { termOf } from './term.rules.ts';

it.each([
  ['2019-01-01T00:00:00', '2019-1'],
  ['2019-05-31T12:00:00', '2019-1'],
  ['2019-07-31T23:59:59', '2019-1'],
  ['2019-08-01T00:00:00', '2019-2'],
  ['2019-12-31T23:59:59', '2019-2'],
])('%s is in the term %s', (local, name) => {
  const term = termOf(local);
  expect(term.name).toBe(name);
  expect(term.from <= local && local < term.to).toBe(true);
});

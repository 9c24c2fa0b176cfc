import { describe, expect, it } from '@jest/globals';
import { changesBetween, MASKED } from './audit.rules.ts';

describe('changesBetween', () => {
  it.each([
    ['nothing', { a: 1 }, { a: 1 }, []],
    ['a field', { a: 1, b: 2 }, { a: 3, b: 2 }, [{ field: 'a', before: 1, after: 3 }]],
    ['a thing made anew', null, { a: 1, b: null }, [{ field: 'a', before: null, after: 1 }]],
    ['a cleared field', { a: 'x' }, { a: null }, [{ field: 'a', before: 'x', after: null }]],
    ['a list', { a: [1, 2] }, { a: [2, 1] }, [{ field: 'a', before: [1, 2], after: [2, 1] }]],
    ['stamps and versions', { version: 1, updatedAt: 1 }, { version: 2, updatedAt: 2 }, []],
    ['a masked field', { email: 'a@b.ua' }, { email: 'c@d.ua' }, [{ field: 'email', before: MASKED, after: MASKED }]],
    ['a masked field cleared', { email: 'a@b.ua' }, { email: null }, [{ field: 'email', before: MASKED, after: null }]],
    ['a field left out', { searchKey: 'a' }, { searchKey: 'b' }, []],
  ])('tells %s', (_, before, after, expected) => {
    expect(changesBetween(before, after, { masked: ['email'], left: ['searchKey'] })).toEqual(expected);
  });
});

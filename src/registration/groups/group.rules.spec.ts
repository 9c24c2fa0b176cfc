import { describe, expect, it } from '@jest/globals';
import { classKey } from './group.rules.ts';

describe('a class', () => {
  it.each([
    [9, 'А', 'class:s:9-А'],
    [11, null, 'class:s:11-'],
  ])('%d %s is known by its school, grade and letter', (grade, letter, key) => {
    expect(classKey('s', grade, letter)).toBe(key);
  });
});

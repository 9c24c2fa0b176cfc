import { expect, it } from '@jest/globals';
import { KIND_COLOURS } from './kind.colours.rules.ts';

/** As CSS 3 has them. */
const HEX: Readonly<Record<string, string>> = {
  royalblue: '4169e1',
  steelblue: '4682b4',
  darkcyan: '008b8b',
  seagreen: '2e8b57',
  darkgreen: '006400',
  olivedrab: '6b8e23',
  darkslateblue: '483d8b',
  mediumvioletred: 'c71585',
  crimson: 'dc143c',
  teal: '008080',
  navy: '000080',
  indigo: '4b0082',
  darkorchid: '9932cc',
  purple: '800080',
  chocolate: 'd2691e',
  sienna: 'a0522d',
  firebrick: 'b22222',
  darkgoldenrod: 'b8860b',
};

/** Of white on a colour, as WCAG 2 reckons it. */
function contrastToWhite(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05);
}

it.each(Object.entries(KIND_COLOURS))('%s is %s, a colour by name on which white can be read', (_, colour) => {
  const hex = HEX[colour];
  expect(hex).toBeDefined();
  // What WCAG 2 asks of what is large, or drawn.
  expect(contrastToWhite(hex ?? 'ffffff')).toBeGreaterThan(3);
});

it('is another colour for every kind', () => {
  const colours = Object.values(KIND_COLOURS);
  expect(new Set(colours).size).toBe(colours.length);
});

/** The languages people are answered in; Ukrainian comes first. */
export type Language = 'uk' | 'en';

const LANGUAGES: readonly Language[] = ['uk', 'en'];

/** Picks by RFC 9110 section 12.5.4 (quality values); Ukrainian when nothing fits or nothing is said. */
export function pickLanguage(header: string | undefined): Language {
  const asked = new Map<string, number>();
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [range = '', ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
    if (!/^(0(\.\d{0,3})?|1(\.0{0,3})?)$/.test(weight)) continue;
    const primary = range.split('-', 1)[0] ?? '';
    asked.set(primary, Math.max(asked.get(primary) ?? 0, Number(weight)));
  }
  const rank = [...asked.keys()];
  const wanted = LANGUAGES.map((language) => {
    const named = asked.has(language) ? language : '*';
    return { language, quality: asked.get(named) ?? 0, place: rank.indexOf(named) };
  }).filter(({ quality }) => quality > 0);
  // Equal ones in the order of the header; sort keeps Ukrainian first where one asterisk names both.
  return wanted.sort((a, b) => b.quality - a.quality || a.place - b.place)[0]?.language ?? 'uk';
}

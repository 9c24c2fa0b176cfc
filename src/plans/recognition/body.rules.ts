import { correctedText, spellingFindings, withoutOpenEnding } from './audience.rules.ts';
import type { Finding } from './finding.rules.ts';
import type { Word } from './letters.rules.ts';
import { goesOn, type ListItem, readNames } from './name-list.rules.ts';
import { type NameIndex, proposalsFor } from './name.rules.ts';
import type { BodyRole, RecognisedBody } from './recognised-plan.ts';

export interface BodyReading {
  readonly bodies: readonly RecognisedBody[];
  readonly findings: readonly Finding[];
  readonly corrected: string;
}

interface Section {
  /** null: nothing said, the first of the cell leads. */
  readonly role: BodyRole | null;
  readonly start: number;
  readonly end: number;
}

interface Group {
  readonly items: ListItem[];
  readonly role: BodyRole | null;
}

/** Words between names that say who works beside whom. */
const roleOpenings: readonly (readonly [RegExp, BodyRole])[] = [
  [/(?<!\p{L})співвиконав\p{L}*\s*[:–—-]?\s*(?=\S)/giu, 'CO'],
  [
    /(?<!\p{L})(?:(?:с?пільно|разом|у співпраці|у взаємодії|за погодженням) (?:з|із|зі)|за участ[юі]|за сприяння|за підтримки|із залученням|при сприянні)(?!\p{L})\s*/giu,
    'CO',
  ],
  [/(?<!\p{L})(?:головн\p{L}+ )?(?:виконав(?:ець|ці)|відповідальн(?:ий|а|і)(?: за виконання)?)\s*[:–—-]\s*/giu, 'LEAD'],
];

const headNoun =
  /^(?:департамент|управління|відділ|відділи|сектор|служб[аи]|центр|центри|бібліотек[аи]|школ[аи]|ліце[йї]|гімнаці[яї]|коледж|коледжі|заклад|заклади|інститут|університет|університети|академія|музей|музеї|театр|архів|будинок|палац|клуб|клуби|рада|ради|виконком|комітет|комітети|комісія|адміністраці[яї]|райдержадміністраці[яї]|рда|ода|ова|організаці[яї]|установ[аи]|підприємств[оа]|спілка|фонд|асоціація|товариство|редакці[яї]|громада|громади|агентство|інспекція|поліція|підрозділи|представники|представник|голова|заступник|директор|директори|керівник|керівники|завідувач|завідувачі|начальник|бібліотекар|бібліотекарі|вчителі|вчитель|педагоги|педагог|методист|методисти|спеціаліст|спеціалісти|староста|старости|секретар|депутати|волонтери|працівники|районні|структурні|зацікавлені|громадські|комунальні|комунальне|комунальна|обласна|обласний|міська|міський|міські|міське|сільська|сільський|селищна|державна|державні|інші|кп|ку|кз|кнп|го|бф|озг|отг|тг|цнап|знз|зошт|ззсо|зво|овк|пк|умвс|мвс|моз|мон)$/;

const bodyGrammar = {
  // "… адміністрації) Департамент освіти": only the nominative opens a name, «Відділ культури Управління …» is one
  opensName: (word: Word, previous: Word): boolean =>
    /^(?:Департамент|Відділ)$/.test(word.printed) &&
    !/^(?:начальник|керівник|директор|завідувач|заступник|спеціаліст|працівник|апарат|зазначений|цей|головний)/.test(
      previous.key,
    ),
  // «Департамент культури, освіти» is one department; only a plural head is shared
  lendsHead: (words: readonly Word[]): boolean => /(?:и|ами|ів|ах|ам)$/.test(words[0]?.key ?? ''),
  // any other bracket may say whose department it is
  mayDrop: (bracket: string): boolean =>
    /згод|співвикон|відповідальн|головн|координатор/i.test(bracket) ||
    /^(?:\p{Lu}[\p{L}'’ʼ-]+\s+(?:\p{Lu}\.\s?){1,2}|(?:\p{Lu}\.\s?){1,2}\p{Lu}[\p{L}'’ʼ-]+)$/u.test(bracket.trim()),
};

const roleBracket: readonly (readonly [RegExp, BodyRole])[] = [
  [/співвикон/i, 'CO'],
  [/головн|відповідальн|координатор/i, 'LEAD'],
];

function startsName(item: ListItem): boolean {
  const [first] = item.words;
  if (first === undefined) return false;
  if (headNoun.test(first.key)) return true;
  return /^[\p{Lu}\d«"]/u.test(first.printed) && !goesOn(first);
}

function sectionsOf(text: string): Section[] {
  const openings = roleOpenings
    .flatMap(([pattern, role]) =>
      [...text.matchAll(pattern)].map((found) => ({ role, at: found.index, to: found.index + found[0].length })),
    )
    .filter(({ at }) => !insideBracket(text, at))
    .sort((one, other) => one.at - other.at);
  const sections: Section[] = [];
  let start = 0;
  let role: BodyRole | null = null;
  for (const opening of openings) {
    if (opening.at < start) continue;
    sections.push({ role, start, end: opening.at });
    start = opening.to;
    role = opening.role;
  }
  sections.push({ role, start, end: text.length });
  return sections.filter((section) => /[\p{L}\p{N}]/u.test(text.slice(section.start, section.end)));
}

const insideBracket = (text: string, at: number): boolean => text.lastIndexOf('(', at) > text.lastIndexOf(')', at);

/** A piece that cannot begin a name belongs to the one before it, and then that one is not the body it looked like. */
function grouped(items: readonly ListItem[], role: BodyRole | null): Group[] {
  const groups: Group[] = [];
  for (const item of items) {
    const previous = groups.at(-1);
    const goes = item.code === null && item.before !== 'stop' && !startsName(item);
    if (goes && previous !== undefined) previous.items.push(item);
    else groups.push({ items: [item], role });
  }
  return groups;
}

export function recogniseBodies(verbatim: string, index: NameIndex, allCo = false): BodyReading {
  const findings: Finding[] = [];
  const open = withoutOpenEnding(verbatim);
  if (open.ending !== null) findings.push({ code: 'open-list', offset: open.text.length, text: open.ending });
  const items: ListItem[] = [];
  const groups = sectionsOf(open.text).flatMap((section) => {
    const part = open.text.slice(section.start, section.end);
    const found = readNames(part, index, bodyGrammar).map((item) => ({
      ...item,
      start: item.start + section.start,
      end: item.end + section.start,
    }));
    items.push(...found);
    return grouped(found, section.role);
  });
  const bodies: { code: string | null; role: BodyRole | null; text: string; qualifier?: string }[] = [];
  for (const { items: pieces, role } of groups) {
    const [first] = pieces;
    if (first === undefined) continue;
    const last = pieces.at(-1) ?? first;
    const text = pieces.length === 1 ? first.text : open.text.slice(first.start, last.end).trim();
    const code = pieces.length === 1 ? first.code : null;
    if (first.before === 'stop') findings.push({ code: 'full-stop-separator', offset: first.start, text });
    if (first.before === 'heading') findings.push({ code: 'missing-separator', offset: first.start, text });
    if (code !== null && bodies.some((known) => known.code === code)) {
      findings.push({ code: 'repeated-name', offset: first.start, text, proposal: [code] });
      continue;
    }
    if (code === null) {
      const words = pieces.flatMap((item) => item.words);
      findings.push({ code: 'unknown-body', offset: first.start, text, proposal: proposalsFor(index, words) });
    } else findings.push(...spellingFindings(first));
    const bracketRole = roleBracket.find(([pattern]) => pattern.test(first.qualifier ?? ''))?.[1];
    const qualifier = first.qualifier !== undefined && bracketRole === undefined ? { qualifier: first.qualifier } : {};
    bodies.push({ code, role: bracketRole ?? role, text, ...qualifier });
  }
  return { bodies: withRoles(bodies, allCo), findings, corrected: correctedText(verbatim, items) };
}

/** Where nobody is called the lead, the first without a role leads. */
function withRoles(
  bodies: readonly { code: string | null; role: BodyRole | null; text: string; qualifier?: string }[],
  allCo: boolean,
): RecognisedBody[] {
  let lead = allCo || bodies.some((body) => body.role === 'LEAD');
  return bodies.map((body) => {
    const role = body.role ?? (lead ? 'CO' : 'LEAD');
    if (role === 'LEAD') lead = true;
    return { ...body, role };
  });
}

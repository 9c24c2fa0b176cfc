import type { Finding } from './finding.rules.ts';
import { wordsOf } from './letters.rules.ts';
import { goesOn, type ListItem, readNames } from './name-list.rules.ts';
import { type NameIndex, proposalsFor } from './name.rules.ts';
import type { RecognisedAudience } from './recognised-plan.ts';

export interface AudienceReading {
  readonly audiences: readonly RecognisedAudience[];
  readonly findings: readonly Finding[];
  /** The text with the names of the code list in the place of misspelled ones. */
  readonly corrected: string;
}

/** Openings of a remark that narrows the groups before it and is no group itself. */
const qualifierOpening =
  /^(?:відповідальн\p{L}* за|як(?:і|ий|а|их|им)(?!\p{L})|що(?!\p{L})|зокрема|у тому числі|в тому числі|в т\.? ?ч|залучен|задіян|віком|які? не|крім|окрім|переважно|насамперед|з числа|із числа|з питань|без |у віці|від \d)/iu;

const openEnding = /[,;\s]*(?:тощо|та ін(?:ші|\.)?|і ін(?:ші|\.)?|й інші|і т\. ?[дп]\.?|та т\. ?[ді]\.?)[.\s]*$/iu;

interface Group {
  readonly items: ListItem[];
  readonly qualifiers: { text: string; readonly offset: number }[];
}

/** Cuts "тощо" off the end of a list, keeping the places of all that stands before it. */
export function withoutOpenEnding(text: string): { text: string; ending: string | null } {
  const found = openEnding.exec(text);
  if (found === null || found.index === 0) return { text, ending: null };
  return { text: text.slice(0, found.index), ending: found[0].replace(/^[,;\s]+/, '').trim() };
}

export function recogniseAudiences(verbatim: string, index: NameIndex): AudienceReading {
  const findings: Finding[] = [];
  const open = withoutOpenEnding(verbatim);
  if (open.ending !== null) findings.push({ code: 'open-list', offset: open.text.length, text: open.ending });
  const items = readNames(open.text, index, { lendsHead: () => true, mayDrop: () => true });
  const groups = grouped(items, open.text);
  tellQualifiers(groups, findings);
  const audiences: RecognisedAudience[] = [];
  for (const group of groups) {
    const [first] = group.items;
    if (first === undefined) continue;
    const last = group.items.at(-1) ?? first;
    const text = group.items.length === 1 ? first.text : open.text.slice(first.start, last.end).trim();
    const code = group.items.length === 1 ? first.code : null;
    const remarks = group.qualifiers.map((remark) => remark.text);
    const qualifier = [first.qualifier, ...remarks].filter((part) => part !== undefined).join(', ');
    if (code !== null && audiences.some((known) => known.code === code)) {
      findings.push({ code: 'repeated-name', offset: first.start, text, proposal: [code] });
      continue;
    }
    if (code === null) {
      const words = group.items.flatMap((item) => item.words);
      findings.push({ code: 'unknown-audience', offset: first.start, text, proposal: proposalsFor(index, words) });
    } else findings.push(...spellingFindings(first));
    audiences.push({ code, text, ...(qualifier === '' ? {} : { qualifier }) });
  }
  return { audiences, findings, corrected: correctedText(verbatim, items) };
}

/** How a name was found, where a person should know of it. */
export function spellingFindings(item: ListItem): Finding[] {
  const { code, text, start: offset } = item;
  const proposal = code === null ? [] : [code];
  if (item.source === 'misspelled') return [{ code: 'misspelling', offset, text, proposal, detail: item.name ?? '' }];
  if (item.source === 'unseparated') return [{ code: 'missing-separator', offset, text, proposal }];
  return [];
}

export function correctedText(verbatim: string, items: readonly ListItem[]): string {
  let text = verbatim;
  for (const item of [...items].sort((one, other) => other.start - one.start)) {
    if (item.source !== 'misspelled' || item.name === null) continue;
    const words = wordsOf(item.text);
    const end = item.start + item.text.length;
    if (words.length === 0 || text.slice(item.start, end) !== item.text) continue;
    const name = item.text[0] === item.text[0]?.toUpperCase() ? capitalised(item.name) : item.name;
    text = text.slice(0, item.start) + name + text.slice(end);
  }
  return text;
}

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

function grouped(items: readonly ListItem[], text: string): Group[] {
  const groups: Group[] = [];
  let inQualifier = false;
  for (const item of items) {
    const previous = groups.at(-1);
    if (item.code === null && previous !== undefined) {
      const rest = text.slice(item.start, item.end);
      if (inQualifier && (item.before === 'conjunction' || goesOn(item.words[0]))) {
        for (const group of groups) {
          const last = group.qualifiers.at(-1);
          if (last !== undefined) last.text += `${joint(item)}${rest}`;
        }
        continue;
      }
      if (qualifierOpening.test(text.slice(item.start))) {
        inQualifier = true;
        for (const group of groups) group.qualifiers.push({ text: rest, offset: item.start });
        continue;
      }
      const lastItem = previous.items.at(-1);
      if (lastItem?.code === null && item.before === 'conjunction' && goesOn(item.words[0])) {
        previous.items.push(item);
        continue;
      }
    }
    inQualifier = false;
    groups.push({ items: [item], qualifiers: [] });
  }
  return groups;
}

const joint = (item: ListItem): string => (item.before === 'conjunction' ? ' та ' : ', ');

/** The remark stands after all groups at once; over several of them a person has to say which it means. */
function tellQualifiers(groups: readonly Group[], findings: Finding[]): void {
  const told = new Map<string, string[]>();
  for (const group of groups) {
    for (const qualifier of group.qualifiers) {
      const codes = group.items.flatMap(({ code }) => code ?? []);
      told.set(qualifier.text, [...(told.get(qualifier.text) ?? []), ...codes]);
    }
  }
  for (const [text, proposal] of told) {
    const owners = groups.filter((group) => group.qualifiers.some((qualifier) => qualifier.text === text));
    const offset = owners[0]?.qualifiers.find((qualifier) => qualifier.text === text)?.offset ?? 0;
    if (owners.length > 1) findings.push({ code: 'qualifier-over-several', offset, text, proposal });
  }
}

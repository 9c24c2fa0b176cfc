import type { Finding } from './finding.rules.ts';
import type { FundingKind, RecognisedFunding } from './recognised-plan.ts';
import { cleaned } from './spelling.rules.ts';

const none =
  /(?:не|без)\s*потреб|без\s+(?:\p{L}+\s+)?(?:фінанс|кошт|витрат)|не\s+(?:вимага|передбача|фінансу)|фінансування\s+не\s|безкоштовн|^відсутн/iu;

/** "Не з бюджету міста": whose purse it is then stays unsaid. */
const notFrom = /(?<!\p{L})не\s+(?:з|із|за)\s/iu;

/** Each kind with the wordings that name its purse; words in between are allowed for. */
const sources: readonly (readonly [FundingKind, readonly RegExp[]])[] = [
  [
    'CITY_PROGRAMME',
    [
      /(?:міськ|місцев|комплексн|цільов|селищн|сільськ)\p{L}*\s+(?:[\p{L}-]+\s+){0,3}програм/iu,
      /програм\p{L}*\s+(?:[\p{L}-]+\s+){0,8}(?:міста|громади|м\.|району|селищ|на\s+20\d\d)/iu,
      /(?:в|у)\s+межах\s+програм|програм\p{L}*\s*[«"“„]/iu,
    ],
  ],
  [
    'STATE_BUDGET',
    [
      /державн\p{L}*\s+(?:цільов\p{L}*\s+)?(?:бюджет|програм|субвенц)|субвенці\p{L}*\s+з\s+державн|держбюджет/iu,
      /державн\p{L}*\s*(?:,|та|і|й)\s*(?:\p{L}+\s+){0,3}бюджет/iu,
    ],
  ],
  [
    'CITY_BUDGET',
    [
      /(?:міськ|місцев|сільськ|селищн)\p{L}*\s+бюджет|міськбюджет/iu,
      /(?:міськ|місцев)\p{L}*\s*(?:,|та|і|й)\s*(?:\p{L}+\s+){0,2}бюджет/iu,
      /бюджет\p{L}*\s+(?:[\p{L}'’ʼ-]+\s+){0,4}(?:м\.|міст|громад|тг|отг|мтг|стг|сел)/iu,
    ],
  ],
  [
    'OTHER',
    [
      /грант|спонсор|благодійн|донор|позабюджет|партнер|міжнародн|європейськ|фонд|інвестор|меценат/iu,
      /власн\p{L}*\s+(?:надходж|кошт)|(?:інш|залучен)\p{L}*\s+(?:кошт|джерел)|не\s*заборонен/iu,
      /(?:обласн|районн)\p{L}*\s+(?:\p{L}+\s+)?бюджет|кошторис|асигнуван|кошти?\w*\s+(?:підприємств|учасник|замовник|організатор|єс)/iu,
      /(?:в|у)\s+межах\s+(?:наявн|поточн|видатк|бюджетн|затверджен|передбачен|загальн|фінанс|кошт)/iu,
    ],
  ],
];

export interface FundingReading {
  readonly funding: RecognisedFunding;
  readonly findings: readonly Finding[];
}

/** Which purse pays. A dash or a bare sum says nothing about that: unknown, and told. */
export function recogniseFunding(verbatim: string): FundingReading {
  const text = cleaned(verbatim);
  if (none.test(text)) {
    const paid = text.split(/[;.]\s/).filter((clause) => !none.test(clause));
    const proposal = sourcesIn(paid.join('; '));
    if (proposal.length === 0) return { funding: { kind: 'NONE', text }, findings: [] };
    return { funding: { kind: 'OTHER', text }, findings: [{ code: 'funding-several', text, proposal }] };
  }
  const found = notFrom.test(text) ? [] : sourcesIn(text);
  // "Бюджет міста (Міська програма …)": the programme is the narrower word for the same purse, if nothing adds it
  const isOnePurse =
    found.includes('CITY_PROGRAMME') && !/(?:,|;|\s(?:та|і|й)\s)(?=[^(]*програм)/iu.test(afterBudget(text));
  const kinds = isOnePurse ? found.filter((kind) => kind !== 'CITY_BUDGET') : found;
  const [kind] = kinds;
  if (kind === undefined) return { funding: { kind: 'UNKNOWN', text }, findings: [{ code: 'funding-unknown', text }] };
  if (kinds.length === 1) return { funding: { kind, text }, findings: [] };
  return { funding: { kind: 'OTHER', text }, findings: [{ code: 'funding-several', text, proposal: kinds }] };
}

function sourcesIn(text: string): FundingKind[] {
  return sources.filter(([, patterns]) => patterns.some((pattern) => pattern.test(text))).map(([kind]) => kind);
}

/** What stands behind the word for the budget. */
function afterBudget(text: string): string {
  return /бюджет[\s\S]*/iu.exec(text)?.[0] ?? '';
}

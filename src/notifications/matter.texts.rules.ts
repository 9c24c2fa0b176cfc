import { whenText } from './date.texts.rules.ts';
import type { About, Block, Fact, Footer, Link } from './letter.rules.ts';
import type { ClassFacts, Managed, Matter, Party, Registered, When } from './message.data.ts';
import { ADULTS, counted, DATES, PLACES, PUPILS, type Speaker } from './speaker.rules.ts';

/** A course may have a hundred dates: a letter names so many, and how many more there are. */
const MOST_DATES = 12;

export function classText({ school, label, pupils, adults }: ClassFacts, speaker: Speaker): string {
  const people = [counted(pupils, PUPILS, speaker), counted(adults, ADULTS, speaker)].join(', ');
  return `${label}, ${school}: ${people}`;
}

/** `30 місць (9-А, школа № 9: 28 учнів, 2 дорослих)`. */
export function partyText({ seats, group }: Party, speaker: Speaker): string {
  const places = counted(seats, PLACES, speaker);
  return group ? `${places} (${classText(group, speaker)})` : places;
}

function datesOf(when: readonly When[], speaker: Speaker): string[] {
  const told = when.slice(0, MOST_DATES).map((one) => whenText(one, speaker));
  const more = when.length - told.length;
  if (more === 0) return told;
  const counter = counted(more, DATES, speaker);
  return [...told, speaker.say(`та ще ${counter}`, `and ${counter} more`)];
}

/** What, when, where and how to join; then what else there is to know. */
export function matterFacts(
  { title, when, place, joinUrl }: Matter,
  speaker: Speaker,
  more: readonly Fact[] = [],
): Block {
  const { say } = speaker;
  const facts: Fact[] = [
    [say('Подія', 'Event'), title],
    ...(when.length > 0 ? [[say('Коли', 'When'), ...datesOf(when, speaker)] as const] : []),
    [say('Де', 'Where'), place],
    ...(joinUrl === null ? [] : [[say('Приєднатися', 'Join at'), joinUrl] as const]),
    ...more,
  ];
  return { kind: 'FACTS', facts };
}

export function registeredFacts({ matter, party }: Registered, speaker: Speaker, more: readonly Fact[] = []): Block {
  return matterFacts(matter, speaker, [
    [speaker.say('Реєстрація', 'Registration'), partyText(party, speaker)],
    ...more,
  ]);
}

export function aboutMatter({ title, when, place }: Matter, speaker: Speaker): About {
  return { title, when: datesOf(when, speaker).join('; '), place };
}

/** Why somebody gets it whom a body or an outlet named. */
function whyNominated(body: string, { say }: Speaker): string {
  return say(
    `Ви отримали цей лист, бо цю адресу вказав ваш номінатор: ${body}.`,
    `You received this message because whoever nominates you gave this address: ${body}.`,
  );
}

type Told = Pick<Registered, 'manageUrl' | 'nominatedBy'>;

/** Under what goes to those who are registered; what one may do without has also a link to have no more of it. */
export function toRegistered(
  { manageUrl, nominatedBy }: Told,
  speaker: Speaker,
  unsubscribeUrl: string | null = null,
): Footer {
  const { say } = speaker;
  const links: Link[] = [];
  if (manageUrl !== null) {
    const label = say(
      'Змінити чи скасувати реєстрацію, побачити або стерти свої дані',
      'Change or cancel the registration, see or erase your data',
    );
    links.push({ label, url: manageUrl });
  }
  if (unsubscribeUrl !== null) links.push(unsubscribe(unsubscribeUrl, say));
  const registered = say(
    'Ви отримали цей лист, бо цю адресу вказано в реєстрації на подію.',
    'You received this message because this address was given in a registration for the event.',
  );
  return { why: nominatedBy === null ? registered : whyNominated(nominatedBy, speaker), links };
}

/** The same under what may concern several registrations of one person: each has a link, named by what it is for. */
export function toManaged(
  managed: readonly Managed[],
  speaker: Speaker,
  nominatedBy: Registered['nominatedBy'] = null,
): Footer {
  const [first, ...others] = managed;
  const footer = toRegistered({ manageUrl: first?.url ?? null, nominatedBy }, speaker);
  if (others.length === 0) return footer;
  const label = speaker.say('Змінити чи скасувати реєстрацію', 'Change or cancel the registration');
  return { ...footer, links: managed.map(({ title, url }) => ({ label: `${label} (${title})`, url })) };
}

export function unsubscribe(url: string, say: Speaker['say']): Link {
  return { label: say('Не отримувати таких листів', 'Stop messages of this kind'), url };
}

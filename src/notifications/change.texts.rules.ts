import { whenText } from './date.texts.rules.ts';
import { type Item, text, type Write } from './letter.rules.ts';
import { toManaged } from './matter.texts.rules.ts';
import type { ChangeKind, SessionChange } from './message.data.ts';
import type { Speaker } from './speaker.rules.ts';

const NAMES: Readonly<Record<ChangeKind, readonly [uk: string, en: string]>> = {
  CANCELLED: ['Скасовано', 'Cancelled'],
  POSTPONED: ['Відкладено', 'Postponed'],
  REVIVED: ['Знову відбудеться', 'On again'],
  MOVED: ['Новий час', 'New time'],
  ONLINE: ['Тепер онлайн', 'Online now'],
  PLACE: ['Нове місце', 'New place'],
};
/** What matters most is told first. */
const ORDER = Object.keys(NAMES) as ChangeKind[];

function lineOf(kind: ChangeKind, change: SessionChange, speaker: Speaker): string {
  const { before, after, reason } = change;
  const [was, is] = [whenText(before.when, speaker), whenText(after.when, speaker)];
  const why = reason === null ? '' : speaker.say(`. Причина: ${reason}`, `. The reason: ${reason}`);
  const said: Readonly<Record<ChangeKind, string>> = {
    CANCELLED: `${was}${why}`,
    POSTPONED: `${was}${speaker.say('; нову дату буде повідомлено', '; the new date will be announced')}${why}`,
    REVIVED: `${is}, ${after.place}`,
    MOVED: `${was} → ${is}`,
    ONLINE: `${before.place} → ${after.place}`,
    PLACE: `${before.place} → ${after.place}`,
  };
  return `${speaker.say(...NAMES[kind])}: ${said[kind]}`;
}

function itemOf(change: SessionChange, speaker: Speaker): Item {
  const { title, kinds, after, joinUrl } = change;
  // Of what keeps its time the time is told as well: else nobody knows which date it is.
  const keepsTime = kinds.every((kind) => kind === 'ONLINE' || kind === 'PLACE');
  return {
    title,
    lines: [
      ...(keepsTime ? [`${speaker.say('Коли', 'When')}: ${whenText(after.when, speaker)}`] : []),
      ...ORDER.filter((kind) => kinds.includes(kind)).map((kind) => lineOf(kind, change, speaker)),
    ],
    url: joinUrl,
  };
}

/** `Скасовано: Тематичний урок`; of several `Зміни в розкладі: Тематичний урок та ще 2`. */
function subjectOf(changes: readonly SessionChange[], { say }: Speaker): string {
  const titles = [...new Set(changes.map(({ title }) => title))];
  const [kind, ...others] = ORDER.filter((one) => changes.some(({ kinds }) => kinds.includes(one)));
  const more = titles.length > 1 ? say(` та ще ${titles.length - 1}`, ` and ${titles.length - 1} more`) : '';
  const what = kind && others.length === 0 ? say(...NAMES[kind]) : say('Зміни в розкладі', 'Changes of the schedule');
  return `${what}: ${titles[0] ?? ''}${more}`;
}

export const sessionsChanged: Write<'SESSIONS_CHANGED'> = ({ changes, managed }, speaker) => {
  const { say } = speaker;
  const isAnyHeld = changes.some(({ kinds }) => !kinds.includes('CANCELLED'));
  const each = (told: (change: SessionChange) => string, mark: string) => [...new Set(changes.map(told))].join(mark);
  return {
    subject: subjectOf(changes, speaker),
    about: {
      title: each(({ title }) => title, ', '),
      when: each(({ after }) => whenText(after.when, speaker), '; '),
      place: each(({ after }) => after.place, '; '),
    },
    blocks: [
      text(say('Змінилося те, на що ви зареєстровані:', 'What you are registered for has changed:')),
      { kind: 'LIST', items: changes.map((change) => itemOf(change, speaker)) },
      ...(isAnyHeld
        ? [
            text(
              say(
                'На те, що не скасовано, ваша реєстрація лишається чинною. Якщо зміни вам не підходять, скасуйте її.',
                'For what is not cancelled you are still registered. If it no longer suits you, cancel your registration.',
              ),
            ),
          ]
        : []),
    ],
    footer: toManaged(managed, speaker),
  };
};

import { untilText } from './date.texts.rules.ts';
import { button, type Letter, text, type Write } from './letter.rules.ts';
import { registeredFacts, toRegistered } from './matter.texts.rules.ts';
import type { MessageData } from './message.data.ts';
import { registerAnew, toldOf } from './registration.texts.rules.ts';
import { counted, PLACES, type Speaker } from './speaker.rules.ts';

export const waitlisted: Write<'WAITLISTED'> = (data, speaker) => {
  const { say } = speaker;
  if (data.nominatedBy !== null) return inReserve(data, data.nominatedBy, speaker);
  const isNews = data.unsubscribeUrl !== null;
  const subject = isNews
    ? say(`Ви в черзі вже під номером ${data.position}`, `You are number ${data.position} in the queue now`)
    : say(`Ви в черзі під номером ${data.position}`, `You are number ${data.position} in the queue`);
  const said = isNews
    ? say(
        `Черга просунулася. Ваш номер у черзі: ${data.position}.`,
        `The queue has moved on. Your number: ${data.position}.`,
      )
    : say(
        `Вільних місць для вас зараз не вистачає, тож ми записали вас у чергу. Ваш номер: ${data.position}.`,
        `There are not enough free places now, so you are in the queue. Your number: ${data.position}.`,
      );
  const letter = toldOf(data, speaker, subject, [
    text(said),
    registeredFacts(data, speaker),
    text(
      say(
        'Коли місця звільняться, ми надішлемо пропозицію. Її треба буде прийняти вчасно.',
        'When places become free, we will send you an offer. You will have to accept it in time.',
      ),
    ),
  ]);
  return { ...letter, footer: toRegistered(data, speaker, data.unsubscribeUrl) };
};

/** Of one whom a body named, and who did not ask for a place themselves. */
function inReserve(data: MessageData['WAITLISTED'], body: string, speaker: Speaker): Letter {
  const { say } = speaker;
  const letter = toldOf(
    data,
    speaker,
    say(`Ви в резерві під номером ${data.position}`, `You are number ${data.position} in the reserve`),
    [
      text(
        say(
          `${body} пропонує вас як учасника. Вільного місця зараз немає, тож ви в резерві. Ваш номер: ${data.position}.`,
          `${body} nominates you to take part. There is no free place now, so you are in the reserve. Your number: ${data.position}.`,
        ),
      ),
      registeredFacts(data, speaker),
      text(
        say(
          'Коли місце звільниться, ми надішлемо пропозицію. Її треба буде прийняти вчасно. Якщо ви не візьмете участі, скасуйте.',
          'When a place becomes free, we will send you an offer. You will have to accept it in time. If you will not take part, cancel.',
        ),
      ),
    ],
  );
  return { ...letter, footer: toRegistered(data, speaker, data.unsubscribeUrl) };
}

/** The same, when it is their turn. */
function offerToReserve(data: MessageData['OFFER'], body: string, speaker: Speaker): Letter {
  const { say } = speaker;
  const until = untilText(data.until, speaker);
  return toldOf(data, speaker, say('Для вас звільнилося місце', 'A place is free for you'), [
    text(
      say(
        `${body} пропонує вас як учасника; ви були в резерві, і для вас звільнилося місце. Прийміть його ${until}; потім воно перейде до наступних.`,
        `${body} nominates you to take part; you were in the reserve, and a place is free for you. You can accept ${until}; then it goes to the next.`,
      ),
    ),
    button(say('Прийняти', 'Accept'), data.acceptUrl),
    button(say('Відмовитися', 'Decline'), data.declineUrl),
    registeredFacts(data, speaker),
  ]);
}

export const offer: Write<'OFFER'> = (data, speaker) => {
  const { say } = speaker;
  if (data.nominatedBy !== null) return offerToReserve(data, data.nominatedBy, speaker);
  const [places, wished] = [data.party.seats, data.wished].map((seats) => counted(seats, PLACES, speaker));
  const until = untilText(data.until, speaker);
  const isSmaller = data.party.seats < data.wished;
  const fewer = isSmaller
    ? say(
        `Ви просили ${wished}, але стільки зараз немає. Приймаючи, вкажіть, хто саме прийде.`,
        `You asked for ${wished}, and so many are not free. When you accept, say who of you will come.`,
      )
    : null;
  return toldOf(data, speaker, say(`Пропонуємо вам ${places}`, `We offer you ${places}`), [
    text(
      say(
        `Пропонуємо вам ${places}. Прийміть пропозицію ${until}; потім вона перейде до наступних у черзі.`,
        `We offer you ${places}. You can accept ${until}; then the offer goes to the next in the queue.`,
      ),
    ),
    ...(fewer === null ? [] : [text(fewer)]),
    button(say('Прийняти', 'Accept'), data.acceptUrl),
    button(say('Відмовитися', 'Decline'), data.declineUrl),
    registeredFacts(data, speaker),
  ]);
};

export const offerExpired: Write<'OFFER_EXPIRED'> = (data, speaker) => {
  const { say } = speaker;
  const places = counted(data.party.seats, PLACES, speaker);
  return toldOf(data, speaker, say('Час пропозиції минув', 'The offer has ended'), [
    text(
      say(
        `Пропозицію (${places}) не прийнято вчасно, тож вона перейшла до наступних у черзі.`,
        `The offer (${places}) was not accepted in time and went to the next in the queue.`,
      ),
    ),
    registeredFacts(data, speaker),
    ...registerAnew(data, speaker),
  ]);
};

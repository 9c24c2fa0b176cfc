import { untilText } from './date.texts.rules.ts';
import { button, text, type Write } from './letter.rules.ts';
import { registeredFacts, toRegistered } from './matter.texts.rules.ts';
import { registerAnew, toldOf } from './registration.texts.rules.ts';
import { counted, PLACES } from './speaker.rules.ts';

export const waitlisted: Write<'WAITLISTED'> = (data, speaker) => {
  const { say } = speaker;
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
  return { ...letter, footer: toRegistered(data.manageUrl, speaker, data.unsubscribeUrl) };
};

export const offer: Write<'OFFER'> = (data, speaker) => {
  const { say } = speaker;
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

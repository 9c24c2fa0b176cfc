import { whenText } from './date.texts.rules.ts';
import { buttonIf, text, type Write } from './letter.rules.ts';
import { registeredFacts, toManaged } from './matter.texts.rules.ts';
import { registerAnew, toldOf } from './registration.texts.rules.ts';

export const expired: Write<'EXPIRED'> = (data, speaker) => {
  const { say } = speaker;
  return toldOf(data, speaker, say('Реєстрацію не погоджено вчасно', 'Your registration was not approved in time'), [
    text(
      say(
        'Реєстрацію не погодили вчасно, тож збережені для вас місця звільнено.',
        'Nobody approved your registration in time, so the places kept for you are given up.',
      ),
    ),
    registeredFacts(data, speaker),
    ...registerAnew(data, speaker),
  ]);
};

export const moved: Write<'MOVED'> = (data, speaker) => {
  const { say } = speaker;
  const { title, when, place } = data.before;
  const was = [title, ...when.slice(0, 1).map((one) => whenText(one, speaker)), place].join('; ');
  const letter = toldOf(data, speaker, say('Вашу реєстрацію перенесено', 'Your registration is moved'), [
    text(
      say(
        'Бібліотека перенесла вашу реєстрацію на іншу дату чи подію. Якщо вам це не підходить, скасуйте її.',
        'The library moved your registration to another date or event. If it does not suit you, cancel it.',
      ),
    ),
    ...buttonIf(say('Підтвердити реєстрацію', 'Confirm the registration'), data.confirmUrl),
    ...buttonIf(say('Прийняти пропозицію або відмовитися', 'Accept the offer or decline'), data.acceptUrl),
    registeredFacts(data, speaker, [[say('Було', 'Before'), was]]),
  ]);
  return { ...letter, footer: toManaged(data.managed, speaker, data.nominatedBy) };
};

/** Also to an address that somebody else typed: it says no more than its reader knows, or may know. */
export const already: Write<'ALREADY'> = (data, speaker) => {
  const { say } = speaker;
  return toldOf(data, speaker, say('Ви вже зареєстровані', 'You are registered already'), [
    text(
      say(
        'За цією адресою вже є реєстрація, тож нової ми не створили.',
        'There is a registration with this address already, so we made no new one.',
      ),
    ),
    ...(data.confirmUrl === null ? [] : [text(say('Її ще треба підтвердити.', 'It has still to be confirmed.'))]),
    ...buttonIf(say('Підтвердити реєстрацію', 'Confirm the registration'), data.confirmUrl),
    ...buttonIf(say('Побачити, змінити чи скасувати', 'See, change or cancel'), data.manageUrl),
    registeredFacts(data, speaker),
  ]);
};

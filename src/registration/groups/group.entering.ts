import type { Id } from '../../platform/ids/id.ts';
import { newId } from '../../platform/ids/id.ts';
import { isRefusal } from '../../platform/refusals/refusal.ts';
import { adultsWrong, seatsOfClass } from '../deciding/class.rules.ts';
import { enter, type Registered } from '../deciding/entering.ts';
import { PUPILS, quotaOf, smallestOf } from '../deciding/line.rules.ts';
import { NOTHING_SAID } from '../deciding/newcomer.rules.ts';
import { type RegisterRefusal, schoolHasEnough } from '../deciding/refusal.rules.ts';
import type { Asking, Newcomer } from '../deciding/scene.rules.ts';
import type { Scene } from '../deciding/scene.ts';
import { type AnswersWrong, readAnswers } from '../questions/answer.rules.ts';
import { type ClassDraft, classKey } from './group.rules.ts';

/** Whose class it is, and who has an account and brings it. */
export interface BroughtClass {
  readonly draft: ClassDraft;
  readonly schoolId: Id<'School'>;
  readonly personId: Id<'Person'> | null;
}

export type ClassEntered = Registered | RegisterRefusal | AnswersWrong;

/** What a decision about a class looks at, for the request to name. */
export function lookedAt({ draft, schoolId }: BroughtClass) {
  const { grade, letter, contactEmail } = draft;
  return { oneKeys: [classKey(schoolId, grade, letter)], emails: [contactEmail], schoolIds: [schoolId] };
}

/**
 * Lets a class in as one, or says why not; nothing is changed when it does. A class that is there already hears of that, not
 * that its school has enough.
 */
export function enterClass(scene: Scene, brought: BroughtClass, asking: Asking, orWaits = true): ClassEntered {
  const { roster, quotas } = scene;
  const { draft, schoolId, personId } = brought;
  const { grade, letter, pupils, adults } = draft;
  const read = readAnswers(roster.questions, 'GROUP', draft.answers, asking.language);
  if (isRefusal(read)) return read;
  const wrong = adultsWrong(roster, pupils, adults, asking.language);
  if (wrong) return wrong;
  const oneKey = classKey(schoolId, grade, letter);
  const most = roster.classesPerSchool;
  if (most !== null && scene.classesOf(schoolId) >= most && !scene.liveUnder(oneKey)) {
    return schoolHasEnough(most, asking.language);
  }
  const seats = seatsOfClass(roster, pupils, adults);
  const newcomer: Newcomer = {
    ...NOTHING_SAID,
    ...{ id: newId<'Registration'>(), rosterId: roster.id, kind: 'GROUP', origin: 'SELF', arrivedAt: asking.at },
    ...{ schoolId, grade, letter, pupils, adults, oneKey, personId },
    ...{ seats, smallest: smallestOf(seats, draft.smallest), quotaId: quotaOf(quotas, draft.audienceSlug, PUPILS) },
    ...{ name: draft.contactName, email: draft.contactEmail, phone: draft.contactPhone, language: draft.language },
    ...{ needs: draft.needs, answers: read.answers, asksHead: draft.asksHead },
    ...{ consentVersion: draft.consentVersion, consentedAt: draft.consentedAt },
    emailConfirmedAt: draft.emailConfirmedAt,
  };
  return enter(scene, newcomer, asking, orWaits);
}

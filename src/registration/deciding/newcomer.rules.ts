import type { Newcomer } from './scene.rules.ts';

type Said = 'id' | 'rosterId' | 'kind' | 'origin' | 'seats' | 'smallest' | 'quotaId' | 'arrivedAt' | 'language';

/** What nobody has said of a newcomer. */
export const NOTHING_SAID: Omit<Newcomer, Said> = {
  ...{ reason: null, personId: null, name: null, email: null, emailConfirmedAt: null, phone: null, oneKey: null },
  ...{ needs: [], note: null, answers: {}, consentVersion: null, consentedAt: null },
  ...{ schoolId: null, grade: null, letter: null, pupils: null, adults: null, asksHead: false },
  ...{ bodyId: null, outletId: null, jobTitle: null, substituteOfId: null },
  ...{ reconfirmBy: null, reconfirmedAt: null, movedFromId: null, purgedAt: null },
};

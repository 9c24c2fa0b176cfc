import type { Language } from '../platform/language/language.ts';

type State = 'PENDING' | 'APPROVED' | 'REJECTED' | 'WITHDRAWN';

export interface RequestDecided {
  readonly kind: 'RequestDecided';
  readonly message: string;
  readonly state: State;
}

export function requestDecided(state: State, language: Language): RequestDecided {
  return {
    kind: 'RequestDecided',
    message: language === 'uk' ? 'Це прохання вже вирішено.' : 'This request has been decided already.',
    state,
  };
}

export interface AlreadyTeacher {
  readonly kind: 'AlreadyTeacher';
  readonly message: string;
}

export function alreadyTeacher(language: Language): AlreadyTeacher {
  return {
    kind: 'AlreadyTeacher',
    message: language === 'uk' ? 'Ви вже вчитель цієї школи.' : 'You act for this school as a teacher already.',
  };
}

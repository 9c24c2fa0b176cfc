import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScopeRegistry } from '../../identity/scope.registry.ts';
import { isPublic } from '../record/event.policy.ts';
import { eventsByIds } from '../record/event.store.ts';

const UNPUBLISHED = { nameUk: 'Подія, ще не опублікована', nameEn: 'An event not published yet' };

/** Somebody may check people in at one event only, for which its branch answers. */
@Injectable()
export class EventScopes implements OnModuleInit {
  readonly #scopes: ScopeRegistry;

  constructor(scopes: ScopeRegistry) {
    this.#scopes = scopes;
  }

  onModuleInit(): void {
    this.#scopes.register('EVENT', async (reader, ids) => {
      const events = await eventsByIds(reader, ids);
      return new Map(
        [...events].map(([id, event]) => {
          const { titleUk, titleEn, branchId } = event;
          // A role is seen by more people than a draft.
          const named = isPublic(event) ? { nameUk: titleUk, nameEn: titleEn } : UNPUBLISHED;
          return [id, { ...named, within: [branchId] }];
        }),
      );
    });
  }
}

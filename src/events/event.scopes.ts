import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScopeRegistry } from '../identity/scope.registry.ts';
import { eventsByIds } from './event.store.ts';

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
        [...events].map(([id, { titleUk, titleEn, branchId }]) => [
          id,
          { nameUk: titleUk, nameEn: titleEn, within: [branchId] },
        ]),
      );
    });
  }
}

import { Injectable, type OnModuleInit } from '@nestjs/common';
import { ScopeRegistry } from '../identity/scope.registry.ts';
import { plansByIds } from './plan.store.ts';

/** Coordinators are those of a plan. */
@Injectable()
export class PlanScopes implements OnModuleInit {
  readonly #scopes: ScopeRegistry;

  constructor(scopes: ScopeRegistry) {
    this.#scopes = scopes;
  }

  onModuleInit(): void {
    this.#scopes.register('PLAN', async (reader, ids) => {
      const plans = await plansByIds(reader, ids);
      return new Map([...plans].map(([id, { title, year }]) => [id, { nameUk: `${title} (${year})`, nameEn: null }]));
    });
  }
}

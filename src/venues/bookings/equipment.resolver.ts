import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { ForTokens, Requires } from '../../platform/access/access.decorators.ts';
import { Spoken, Viewing } from '../../platform/access/access.parameters.ts';
import type { Viewer } from '../../platform/access/viewer.ts';
import type { Language } from '../../platform/language/language.ts';
import {
  CreateEquipmentInput,
  Equipment,
  UpdateEquipmentInput,
  UpdateEquipmentResult,
} from '../places/equipment.types.ts';
import { EquipmentService } from './equipment.service.ts';

@Resolver(() => Equipment)
export class EquipmentResolver {
  readonly #equipment: EquipmentService;

  constructor(equipment: EquipmentService) {
    this.#equipment = equipment;
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => Equipment, {
    description: 'Adds something portable of a branch. Librarians and approvers of its branch only.',
  })
  createEquipment(
    @Args('input', { description: 'The equipment.' }) input: CreateEquipmentInput,
    @Viewing() viewer: Viewer,
  ) {
    return this.#equipment.createEquipment(input, viewer);
  }

  @Requires('LIBRARIAN', 'APPROVER')
  @ForTokens('EVENTS')
  @Mutation(() => UpdateEquipmentResult, {
    description:
      'Changes an equipment; no fewer are left than bookings have out. Librarians and approvers of its branch only.',
  })
  updateEquipment(
    @Args('input', { description: 'What to change.' }) input: UpdateEquipmentInput,
    @Viewing() viewer: Viewer,
    @Spoken() language: Language,
  ) {
    return this.#equipment.updateEquipment(input, viewer, language);
  }

  @ResolveField(() => String, { description: 'Name in the viewer’s language.' })
  name(@Parent() equipment: Equipment, @Spoken() language: Language) {
    return language === 'uk' ? equipment.nameUk : equipment.nameEn;
  }
}

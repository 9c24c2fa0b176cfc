import type { Provider } from '@nestjs/common';
import { BranchEditingResolver } from './branch-editing.resolver.ts';
import { BranchEditingService } from './branch-editing.service.ts';
import { EditorialResolver } from './editorial.resolver.ts';
import { EditorialService } from './editorial.service.ts';
import { ReviewData } from './review.data.ts';
import { EventReviewResolver, EventStaffReviewResolver } from './review.resolver.ts';

export const EDITORIAL: Provider[] = [
  ...[EditorialService, EditorialResolver, EventStaffReviewResolver, EventReviewResolver, ReviewData],
  ...[BranchEditingService, BranchEditingResolver],
];

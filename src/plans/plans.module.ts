import { Module } from '@nestjs/common';
import { UploadsModule } from '../platform/uploads/uploads.module.ts';
import { ImportResolver } from './import.resolver.ts';
import { ImportService } from './import.service.ts';
import { MeasureResolver } from './measure.resolver.ts';
import { MeasureService } from './measure.service.ts';
import { PlanScopes } from './plan.scopes.ts';
import { GoalResolver, PlanResolver, PlanViewerResolver } from './plan.resolver.ts';

@Module({
  imports: [UploadsModule],
  providers: [
    PlanScopes,
    ImportService,
    MeasureService,
    ImportResolver,
    PlanResolver,
    PlanViewerResolver,
    GoalResolver,
    MeasureResolver,
  ],
  exports: [ImportService, MeasureService],
})
export class PlansModule {}

import type { Provider } from '@nestjs/common';
import { ClonePreviewService } from './clone.preview.service.ts';
import { CloneResolver } from './clone.resolver.ts';
import { CloneService } from './clone.service.ts';
import { TemplateContentResolver, TemplateFieldsResolver } from './template.fields.resolver.ts';
import { TemplateResolver } from './template.resolver.ts';
import { TemplateService } from './template.service.ts';

export const TEMPLATES: Provider[] = [
  ...[TemplateService, TemplateResolver, TemplateFieldsResolver, TemplateContentResolver],
  ...[ClonePreviewService, CloneService, CloneResolver],
];

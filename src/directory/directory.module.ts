import { Module } from '@nestjs/common';
import { DirectoryService } from './directory.service.ts';
import { DirectoryResolver, ResponsibleBodyResolver } from './entry.resolver.ts';
import { SchoolResolver } from './school.resolver.ts';

@Module({
  providers: [DirectoryService, DirectoryResolver, ResponsibleBodyResolver, SchoolResolver],
  exports: [DirectoryService],
})
export class DirectoryModule {}

import { Module } from '@nestjs/common';
import { BlockingResolver, RoomBlockingsResolver, RoomTakenResolver } from './bookings/blocking.resolver.ts';
import { BlockingService } from './bookings/blocking.service.ts';
import { BookingData } from './bookings/booking.data.ts';
import { BookedEquipmentResolver, BookingFieldsResolver } from './bookings/booking.fields.resolver.ts';
import { BookingFollowers } from './bookings/booking.followers.ts';
import { BookingResolver } from './bookings/booking.resolver.ts';
import { BookingService } from './bookings/booking.service.ts';
import { BookingCheckResolver, BookingRefusalResolver } from './bookings/broken.resolver.ts';
import { ChangeService } from './bookings/change.service.ts';
import { DivisionResolver } from './bookings/division.resolver.ts';
import { DivisionService } from './bookings/division.service.ts';
import { EquipmentResolver } from './bookings/equipment.resolver.ts';
import { EquipmentService } from './bookings/equipment.service.ts';
import { HoldSettler } from './bookings/hold.settler.ts';
import { BranchClosuresResolver } from './closing/closure.branch.resolver.ts';
import { ClosureResolver } from './closing/closure.resolver.ts';
import { ClosureService } from './closing/closure.service.ts';
import { AffectedBookingResolver, ClosureWizardResolver, MoveProblemResolver } from './closing/wizard.resolver.ts';
import { ClosureWizard } from './closing/wizard.service.ts';
import { CheckAlternativesResolver, RefusalAlternativesResolver } from './finding/alternative.resolver.ts';
import { FreeRoomsResolver } from './finding/free.rooms.resolver.ts';
import { FreeRoomsService } from './finding/free.rooms.service.ts';
import { TimelineResolver } from './finding/timeline.resolver.ts';
import { TimelineService } from './finding/timeline.service.ts';
import { HolidayResolver } from './hours/holiday.resolver.ts';
import { HolidayService } from './hours/holiday.service.ts';
import { OpeningResolver } from './hours/opening.resolver.ts';
import { RoomOpeningResolver } from './hours/opening.room.resolver.ts';
import { OpeningService } from './hours/opening.service.ts';
import { SpecialDayResolver } from './hours/special-day.resolver.ts';
import { SpecialDayService } from './hours/special-day.service.ts';
import { BranchResolver } from './places/branch.resolver.ts';
import { BranchScopes } from './places/branch.scopes.ts';
import { BranchService } from './places/branch.service.ts';
import { RoomResolver } from './places/room.resolver.ts';
import { RoomService } from './places/room.service.ts';
import { SeriesDateService } from './series/series-date.service.ts';
import {
  SeriesPreviewDateResolver,
  SeriesPreviewResolver,
  SeriesRefusalResolver,
} from './series/series-preview.resolver.ts';
import { BookingSeriesResolver, SeriesDateResolver, SeriesFieldsResolver } from './series/series.fields.resolver.ts';
import { SeriesListResolver } from './series/series.list.resolver.ts';
import { SeriesResolver } from './series/series.resolver.ts';
import { SeriesService } from './series/series.service.ts';

const places = [BranchScopes, BranchService, BranchResolver, RoomService, RoomResolver];
const hours = [
  ...[OpeningService, OpeningResolver, RoomOpeningResolver],
  ...[SpecialDayService, SpecialDayResolver, HolidayService, HolidayResolver],
];
const bookings = [
  ...[EquipmentService, EquipmentResolver, DivisionService, DivisionResolver],
  ...[HoldSettler, BookingFollowers, BookingService, ChangeService, BookingData],
  ...[BookingResolver, BookingFieldsResolver, BookedEquipmentResolver, BookingRefusalResolver, BookingCheckResolver],
  ...[BlockingService, BlockingResolver, RoomTakenResolver, RoomBlockingsResolver],
];
const series = [
  ...[
    SeriesService,
    SeriesDateService,
    SeriesListResolver,
    SeriesResolver,
    SeriesFieldsResolver,
    SeriesDateResolver,
    BookingSeriesResolver,
  ],
  ...[SeriesPreviewResolver, SeriesPreviewDateResolver, SeriesRefusalResolver],
];

const closing = [
  ...[ClosureService, ClosureResolver, BranchClosuresResolver],
  ...[ClosureWizard, ClosureWizardResolver, AffectedBookingResolver, MoveProblemResolver],
];

const finding = [
  ...[RefusalAlternativesResolver, CheckAlternativesResolver],
  ...[FreeRoomsService, FreeRoomsResolver, TimelineService, TimelineResolver],
];

@Module({
  providers: [...places, ...hours, ...bookings, ...finding, ...series, ...closing],
  exports: [BookingFollowers],
})
export class VenuesModule {}

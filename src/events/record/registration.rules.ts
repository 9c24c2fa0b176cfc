/** How people come by a place. */
export type RegistrationMode = 'NONE' | 'OPEN' | 'APPROVAL' | 'INVITED';

/** How registration for an event is wished to be; whoever opens it starts from this. */
export interface RegistrationSettings {
  readonly mode: RegistrationMode;
  /** Places; null takes what the layout holds. */
  readonly capacity?: number | null;
  /** It opens so many days before the start; null opens with publication. */
  readonly opensDaysBefore?: number | null;
  /** It closes so many minutes before the start; null closes with the start. */
  readonly closesMinutesBefore?: number | null;
  /** The largest group that may come as one; null for any that has room. */
  readonly largestGroup?: number | null;
}

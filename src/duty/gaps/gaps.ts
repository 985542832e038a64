/** Published hours at which nobody would be there. */
import type { ShiftRole } from '../shift.ts';
import { without, type Span } from '../span.ts';

/** Who keeps a window open: a peer supporter never alone. Reception keeps it open, and is not rung. */
const KEEPS_OPEN: readonly ShiftRole[] = ['window_staff', 'reception'];

export const keepsOpen = ({ role }: { role: ShiftRole }): boolean => KEEPS_OPEN.includes(role);

/** The parts of the published hours that no shift covers, in order. */
export const gapsOf = (published: Span[], shifts: (Span & { role: ShiftRole })[]): Span[] =>
  without(published, shifts.filter(keepsOpen));

/** What somebody is writing in the editor and has not saved: kept for them alone, as typed. */
import { z } from 'zod';
import type { SeriesId } from './occurrence.ts';

/** How long it waits for whoever began it, counted from the last keystroke. */
export const DAYS_KEPT = 30;

/** The columns that keep it take no NUL. */
const typed = z.string().transform((text) => text.replaceAll('\u0000', ''));

/** A form's fields, in order. */
export const fieldsInput = z.array(z.tuple([typed, typed])).max(4000);
export type WrittenFields = z.output<typeof fieldsInput>;

export interface Writing {
  fields: WrittenFields;
  /** Changes with each keeping: only who has seen the last one writes the next. */
  mark: string;
  /** The series' revision it began with; null for a new series. */
  basis: number | null;
  keptAt: Date;
}

/** One of the viewer's own, in a list. */
export interface OwnWriting {
  seriesId: SeriesId | null;
  title: string;
  keptAt: Date;
}

/** Autosaved, as `mark` from now on; `changedMeanwhile`: the series was saved by somebody since this writing began. */
export interface Autosaved {
  mark: string;
  at: Date;
  changedMeanwhile: boolean;
}

/** Another screen of the same person has kept something else meanwhile: nothing was written over. */
export interface AutosavedElsewhere {
  elsewhere: { mark: string; at: Date };
}

/** What stands below the dates, and the lines of paper it takes. */
import { m } from '#paraglide/messages';
import { hoursShown, type WindowRecord } from '#windows';
import type { Block } from './sheet.ts';

export interface PlaceSaid {
  title: string;
  hours: string[];
  where: string;
}

export interface TalkSaid {
  title: string;
  text: string;
}

export const placeBlock = ({ title, hours, where }: PlaceSaid, at: number): Block => ({
  heading: at === 0,
  lines: [title, ...hours, where],
});

export const talkBlock = ({ title, text }: TalkSaid, at: number): Block => ({
  heading: at === 0,
  lines: [title, text, ...(at === 0 ? [m.leaflet_talk_what()] : [])],
});

export const deskBlock = (desk: WindowRecord, at: number): Block => ({
  heading: at === 0,
  lines: [
    desk.name,
    desk.address ?? desk.operatedBy,
    hoursShown(desk).text,
    // The number, the blank for it, or the other ways: one line always.
    desk.phone ?? m.leaflet_phone_blank(),
    ...spoken(desk, at),
  ],
});

/** Words in a person's voice are set larger. */
const spoken = ({ message }: WindowRecord, at: number): string[] =>
  at === 0 && message ? [message + message.slice(0, message.length / 2)] : [];

/** A row of a preview: the desk it becomes. */
import type { ItemShown } from '#imports';
import { m } from '#paraglide/messages';
import { describeHours } from '../hours-words.ts';
import { methodWord } from '../words.ts';
import type { ImportedWindow } from './imported-window.ts';

export function windowShown({ given, windowId, changed }: ImportedWindow): ItemShown {
  const { operatedBy = '', address = null, phone = null, methods = [], hoursText = '' } = given;
  const read = describeHours(given.hours ?? []);
  const standing = windowId
    ? changed.length === 0
      ? m.windows_imported_same()
      : m.windows_imported_changes()
    : m.windows_imported_new();
  return {
    title: given.name ?? '',
    lines: [
      standing,
      [operatedBy, address ?? ''].filter(Boolean).join('、'),
      [phone ?? '', hoursText || read].filter(Boolean).join('、'),
      hoursText && read ? m.windows_imported_hours({ hours: read }) : '',
      methods.map(methodWord).join('、'),
    ].filter(Boolean),
  };
}

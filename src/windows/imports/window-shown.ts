/** A row of a preview: the desk it becomes. */
import type { ItemShown } from '#imports';
import { m } from '#paraglide/messages';
import { hoursShown, methodWord } from '../words.ts';
import type { ImportedWindow } from './imported-window.ts';

export function windowShown({ given, windowId, changed }: ImportedWindow): ItemShown {
  const { operatedBy = '', address = null, phone = null, methods = [] } = given;
  const hours = hoursShown({ hours: given.hours ?? null, hoursText: given.hoursText ?? '' }).text;
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
      [phone ?? '', hours].filter(Boolean).join('、'),
      methods.map(methodWord).join('、'),
    ].filter(Boolean),
  };
}

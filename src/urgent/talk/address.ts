/** A contact's own page, and the acts on it: each comes back to the one it was made on. */
export const talkPath = (contactId: string): string => `/talk?contact=${contactId}`;
/** How it stands, in a frame that renews itself where there is no script. */
export const statusPath = (contactId: string): string => `/talk/status?contact=${contactId}`;

export const actOn = (contactId: string, act: string): string => `?/${act}&contact=${contactId}`;

/** The place that was chosen, as addresses carry it; nothing else remembers it. */
export function placeQuery(place: {
  code5?: string | null;
  districtId?: string | null;
  prefCode?: string | null;
}): string {
  const { code5: area, districtId: district, prefCode: pref } = place;
  const given = Object.entries({ area, district, pref }).filter(([, value]) => value);
  return given.map(([name, value]) => `&${name}=${value}`).join('');
}

/** Which feature may use which others. A new arrow is a decision: it must not close a circle. */
export const MAY_USE: Record<string, string[]> = {
  accounts: [],
  areas: [],
  participants: [],
  notices: ['accounts', 'participants'],
  organisations: ['accounts'],
  people: ['accounts', 'organisations'],
  imports: ['accounts', 'areas', 'organisations'],
  windows: ['areas', 'accounts', 'imports', 'organisations', 'people'],
  duty: ['accounts', 'organisations', 'windows'],
  schedule: ['accounts', 'areas', 'imports', 'organisations', 'people'],
  rooms: ['accounts', 'notices', 'organisations', 'participants'],
  signup: ['accounts', 'notices', 'organisations', 'participants', 'rooms', 'schedule'],
  urgent: ['accounts', 'areas', 'duty', 'organisations', 'participants', 'rooms', 'windows'],
};

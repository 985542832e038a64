/** What the layout's reading of calls is known by. */
export const CALLS = 'staff:calls';

/** How long is kept what is over. */
export const AUDIT_KEPT_DAYS = 365;
/** From the day a declined application was answered. */
export const DECLINED_KEPT_DAYS = 365;
/** Of one organisation, within a day: a link that is mailed comes from the operator's own address. */
export const MOST_INVITATIONS_MAILED = 30;
/** From the day they were used, taken back, or ran out. */
export const INVITATIONS_KEPT_DAYS = 30;

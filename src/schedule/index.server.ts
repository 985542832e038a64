/** The schedule's door for server code. */
export { announceSeats } from './announce.server.ts';
export {
  approveSeries,
  sendSeriesBack,
  submissionOf,
  waitingFor,
  type Submission,
  type WaitingSeries,
} from './approval.server.ts';
export {
  previewAvailability,
  readAvailability,
  saveAvailability,
  type Clash,
  type OwnAvailability,
  type Saved,
} from './consultations/availability.server.ts';
export {
  consultationsOf,
  freeTimesOf,
  laysSlots,
  meetingLinksOf,
  slotsOfSupporter,
  slotsUncovered,
} from './consultations/consultations.server.ts';
export { leaveConsultations } from './consultations/lay-out.server.ts';
export { changeSupporter, colleaguesFor } from './consultations/stand-in.server.ts';
export {
  agreeToStandBy,
  declineToStandBy,
  nameStandBy,
  standByFor,
  standByNameOf,
  standByRequests,
  standsBy,
} from './consultations/stand-by.server.ts';
export { limitRepeats } from './consultations/repeats.server.ts';
export { limitsOf, repeatsOf } from './consultations/repeats-queries.server.ts';
export { findStandBy, isConsultation } from './consultations/stand-by-queries.server.ts';
export { begunDates, type BegunDate } from './begun-queries.server.ts';
export { browse, placeAsked, type Listing, type Place } from './browse.server.ts';
export { addDate, changeDates } from './changes.server.ts';
export { previewFates } from './date-fates.server.ts';
export { loadDemonstrationSchedule, untouchedDates } from './demonstration.server.ts';
export { scheduleJobs, scheduleTasks } from './due.server.ts';
export { calendarText, type FeedAbout } from './feeds/calendar-feed.ts';
export { discreet } from './feeds/discreet.ts';
export type { FeedEntry } from './feeds/feed-entry.ts';
export { calendarFeed, newsFeed, type Feed } from './feeds/feeds.server.ts';
export { newsText } from './feeds/news-feed.ts';
export { eventListOf } from './exports/event-list.server.ts';
export { leaveSeries, ownHosting, welcomeAt } from './hosts.server.ts';
export { handOverSeries } from './hand-over-queries.server.ts';
export { listOpening, listUntold, takeOpening, takeUntold } from './holders-queries.server.ts';
export { lockForSignUp, type HeldOccurrence } from './sign-up-lock.server.ts';
export { listComingBeside, listComingDates, questionsAt } from './sign-up-lock-queries.server.ts';
export { noteEntered } from './occurrence-queries.server.ts';
export { comingAfterTalk, comingOf, comingWith } from './coming.server.ts';
export { namingSeries } from './naming-queries.server.ts';
export { reviseSeries, saveDraft } from './revise.server.ts';
export {
  hidePortraitAt,
  portraitAt,
  portraitShownAt,
  scheduleShows,
  showPortraitAt,
} from './portraits.server.ts';
export { previewSeries } from './preview.server.ts';
export { previewRules } from './rule-preview.server.ts';
export { materialise } from './materialise.server.ts';
export {
  cancelOccurrence,
  datesHeld,
  findEverPublicOccurrence,
  findOccurrence,
  moveOccurrence,
  refusingOverlaps,
} from './occurrences.server.ts';
export {
  placesOpen,
  placesWithoutHours,
  type OpenPlace,
  type QuietPlace,
} from './places.server.ts';
export { listOccurrences, searchOccurrences, type SearchResult } from './search.server.ts';
export {
  discardWriting,
  autosaveWriting,
  otherWriters,
  writingOf,
  writingsOf,
} from './writings.server.ts';
export { endSeries, findSeries, publishSeries, seriesOf, type Refused } from './series.server.ts';
export { placesToTend, tellOfPlace, TELLINGS, tendsPlaces } from './tending.server.ts';
export { bindSchedule } from './sockets.server.ts';
export { takeDownSeries } from './take-down.server.ts';
export { eventLists } from './imports/event-lists.server.ts';

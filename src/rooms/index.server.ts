export {
  hideMessage,
  latestMessages,
  messagesAfter,
  textsUpTo,
  type TextsBefore,
  writeFor,
  writeSystemLine,
} from './log/messages.server.ts';
export { postMessage } from './log/posting.server.ts';
export {
  answerCannotHear,
  sayCannotHear,
  takeBackCannotHear,
  unheardIn,
} from './hearing/cannot-hear.server.ts';
export { bannedAmong, banMember, bansOf, facesBanned, liftBan } from './safety/bans.server.ts';
export { deviceIsKeptOutAt, isKeptOut, SITE } from './safety/barred-devices.server.ts';
export { membershipsHeld } from './forgetting.server.ts';
export { decideReport } from './safety/deciding.server.ts';
export { readReport, reportsFor, reportsWaiting } from './safety/reading.server.ts';
export { liftSiteBan, siteBansOf } from './safety/site-bans.server.ts';
export {
  reportAtDesk,
  reportMessage,
  type DeskSpan,
  type NewReport,
} from './safety/reports.server.ts';
export {
  acceptHosting,
  colleaguesToAsk,
  declineHosting,
  hostingsOf,
  offerHosting,
  withdrawHosting,
} from './hosting/hosting.server.ts';
export { seeMember, unseeMember } from './members/unseen.server.ts';
export {
  callColleague,
  callIn,
  callsRingingAt,
  comeWhenCalled,
  openEarlier,
  passCall,
  talksCameTo,
} from './calls/calls.server.ts';
export { endCallsAt } from './calls/calls-over.server.ts';
export { endUnanswered } from './calls/due.server.ts';
export {
  proposerTo,
  proposeWindow,
  setAsideWithin,
  setProposalAside,
} from './proposals/proposals.server.ts';
export { roomOf, roomsOfContacts, talkOfTwo } from './members/membership.server.ts';
export { endTalksGently } from './ending/due.server.ts';
export { muteMember, slowDown, unmuteMember } from './safety/moderation.server.ts';
export {
  admitMember,
  peopleOf,
  removeMember,
  withdrawFromRooms,
  withdrawMember,
} from './members/members.server.ts';
export {
  closeRoom,
  closeWithin,
  eraseRoom,
  followDate,
  openRoom,
  openWithin,
  prepareRoom,
} from './rooms.server.ts';
export {
  barredAt,
  beenIn,
  enteredRooms,
  roomOfContact,
  roomOfOccurrence,
} from './room-queries.server.ts';
export { leaveQuietly, notePresence } from './members/presence.server.ts';
export {
  closeForgottenRooms,
  deleteBansOver,
  deleteOldReports,
  deleteOldRooms,
  roomTasks,
} from './due.server.ts';
export { bindRooms } from './sockets.server.ts';
export { memberId, postedSeq, statementDecision } from './input.ts';
export {
  declineStatement,
  declineWithin,
  handInStatement,
  ownStatements,
  placeStatement,
  placeWithin,
  statementsWaitingFor,
  waitingStatements,
} from './statements/statements.server.ts';

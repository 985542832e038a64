export { endPressesOf, pressTalk, newPressToken } from './press/press.server.ts';
export { callAgain, noteSeen, writeWhileWaiting } from './talk/person.server.ts';
export { openTalksOf, talkOf } from './talk/talk-view.server.ts';
export { endTalk, leaveContact, leaveWords } from './leaving.server.ts';
export { answerContact, passContact, type Answered } from './desk/answering.server.ts';
export { letGoOfTime, openAtTheTime, setTime } from './callbacks/desk-callbacks.server.ts';
export { whenExpectedFor } from './callbacks/expected.server.ts';
export { perhapsTime, timeInput } from './callbacks/input.ts';
export { chooseTime, dropTime } from './callbacks/person-callbacks.server.ts';
export { openLetter, quietenLetter, replyToLetter } from './letters/answering-letters.server.ts';
export { letterInput, placeInLine, writtenInput } from './letters/input.ts';
export { lettersInLine, lettersLate, openedLetter } from './letters/letters-at-desk.server.ts';
export { awaitLetter } from './letters/slow-down.server.ts';
export { writeBack } from './letters/person-letters.server.ts';
export {
  letterAnsweredBy,
  letterDeskFor,
  nearestLetterDesk,
  writeLetter,
} from './letters/writing.server.ts';
export { goOnwardFromRoom } from './passing-on/onward.server.ts';
export {
  endBuriedConsents,
  handOverRecords,
  passedOnBy,
  mayStillRead,
  readEarlierTalk,
  takeBackConsent,
} from './passing-on/consents.server.ts';
export { expertAnswerInput, questionInput } from './experts/input.ts';
export {
  answerQuestion,
  askExperts,
  questionsFor,
  questionsOf,
} from './experts/questions.server.ts';
export { dangerInput } from './in-danger/input.ts';
export {
  dangerReadingsFor,
  dangerReadingsUnseen,
  declareDanger,
  readInDanger,
  readInDangerOf,
  seeDangerReading,
} from './in-danger/reading-in-danger.server.ts';
export { answerHandOver, askToHandOver, keepTalk } from './passing-on/hand-over.server.ts';
export { elsewhereFor } from './passing-on/hand-over-targets.server.ts';
export { handOverAnswer, handOverAsk, onwardInput } from './passing-on/input.ts';
export { reportStaff } from './talk/reporting.server.ts';
export { emergencyLines, openProcedure } from './desk/emergency/emergency.server.ts';
export { deskWordsToKeep, keepDeskWords } from './desk/phrases/desk-words.server.ts';
export { deskWordsInput } from './desk/phrases/input.ts';
export { confirmNotGenuine, sayGenuine, sayNotGenuine } from './desk/genuine/doubts.server.ts';
export { doubtInput } from './desk/genuine/input.ts';
export { noteSource } from './desk/sources.server.ts';
export { checkInput, noteInput } from './desk/record/input.ts';
export { tick, writeNote } from './desk/record/record.server.ts';
export { boardOf } from './desk/board/board.server.ts';
export { wrapUpInput } from './desk/wrap-up/input.ts';
export { endTalkAtDesk, wrapUp } from './desk/wrap-up/wrap-up.server.ts';
export { endedTalksOf, openEndedTalk } from './desk/ended/ended.server.ts';
export { deskOf } from './desk/desk.server.ts';
export { leaveTalks } from './desk/lost-staff.server.ts';
export { loadDemonstrationContacts } from './demonstration.server.ts';
export { auditContacts } from './audit-queries.server.ts';
export { followContacts, urgentTasks } from './due.server.ts';
export { contactsHeld, eraseBuriedContacts, eraseOldWords } from './erasing/forgetting.server.ts';
export { bindBoard, bindUrgent } from './sockets.server.ts';
export { contactInput, instant, pressInput, words, type Press } from './input.ts';
export { routeAhead } from './press/route-ahead.server.ts';
export { windowsInUse } from './windows-in-use-queries.server.ts';

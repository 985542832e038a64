/** What people write by hand into tables, read. */
export { hasWideDigits, plain } from './plain.ts';
export { readCodedHours, type CodedDays, type CodedHours } from './coded-hours.ts';
export { readDate, type WrittenDate } from './date.ts';
export { isPlainTime, readTimes, type WrittenSpan } from './time.ts';
export { readPhones, type WrittenPhone } from './phone.ts';
export { checkDigitOf, readTownCode } from './town-code.ts';
export { readWebAddress } from './web-address.ts';

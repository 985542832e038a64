export { fullName, isAreaCode, type Area, type Prefecture } from './area.ts';
export { readAreaQuery, type AreaQuery } from './area-query.ts';
export { nearnessOf, type Around } from './nearness.ts';
export { romanName } from './roman.ts';
export { areaWord, districtKindWord, nearnessWord, prefectureWord } from './words.ts';
export {
  DISTRICT_KINDS,
  type District,
  type DistrictKind,
  type DistrictPlace,
  type NewDistrict,
  type Street,
  type WholeDistrict,
} from './district.ts';
export { registerOf, type Register, type Town } from './register.ts';

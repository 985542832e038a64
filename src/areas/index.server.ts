export {
  areaRegister,
  areasNear,
  areasOf,
  findArea,
  findAreas,
  listPrefectures,
  neighboursOf,
  searchAreas,
} from './areas.server.ts';
export {
  addDistrictOnce,
  createDistrict,
  districtNamed,
  districtsOf,
  districtsOfPostalCode,
  findDistrict,
  groupsOf,
  lockDistrict,
  postalCodesElsewhere,
  replaceDistrict,
  takeAwayDistrict,
  wholeDistrict,
} from './districts.server.ts';
export { loadReferenceData } from './reference-data.server.ts';
export { placeNamed, placesNamed, prefectureNamed, type PlaceNamed } from './place-named.server.ts';

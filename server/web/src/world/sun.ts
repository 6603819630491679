/**
 * Where the sun stands, as one sees it: good to a few hundredths of a degree between 1900 and 2100, also near the horizon,
 * where the air lifts it by half a degree. Formulas: J. Meeus, Astronomical Algorithms, chapters 12, 22 and 25 (low accuracy, 0.01°);
 * refraction as in the solar position algorithm of NREL (Reda and Andreas, 2004). That clocks and the turning Earth differ by a
 * minute moves the sun by a thousandth of a degree, and is left out. Why not a library: docs/decisions/0091.
 */

const RAD = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 2000-01-01 12:00 UTC. */
const J2000_MS = 946_728_000_000;
const CENTURY_DAYS = 36_525;
/** The sun is half a degree wide: below this its upper rim is under the horizon, and the formula for the air ends, degrees. */
const RIM_DEG = -0.83337;
/** How much further the sun is than the Earth is wide: at the horizon it stands so much lower, degrees. */
const PARALLAX_DEG = 0.002443;
/** Light needs eight minutes, in which the Earth goes on so far, degrees. */
const ABERRATION_DEG = 0.00569;
/** The air of the reference: 1,000 hPa and 10 °C. */
const AIR = (1_000 / 1_010) * (283 / (273 + 10));

/** Height over the horizon and direction, radians; azimuth clockwise from north. */
export interface SunPlace {
  readonly altitude: number;
  readonly azimuth: number;
}

/** Where the sun is among the stars: right ascension and declination, radians, and the nodding of the Earth's axis in longitude, degrees. */
function amongTheStars(centuries: number): { readonly ascension: number; readonly declination: number; readonly turning: number } {
  const t = centuries;
  const mean = 280.46646 + 36_000.76983 * t + 0.0003032 * t * t;
  const anomaly = (357.52911 + 35_999.05029 * t - 0.0001537 * t * t) * RAD;
  const centre = (1.914602 - 0.004817 * t - 0.000014 * t * t) * Math.sin(anomaly)
    + (0.019993 - 0.000101 * t) * Math.sin(2 * anomaly) + 0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1_934.136 * t) * RAD;
  const nutation = -0.00478 * Math.sin(node);
  const longitude = (mean + centre - ABERRATION_DEG + nutation) * RAD;
  const tilt = (23.439291 - 0.0130042 * t + 0.00256 * Math.cos(node)) * RAD;
  return {
    ascension: Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude)),
    declination: Math.asin(Math.sin(tilt) * Math.sin(longitude)),
    turning: nutation * Math.cos(tilt),
  };
}

/** By how much the air lifts what stands so high without it, degrees. */
function refraction(altitudeDeg: number): number {
  return altitudeDeg < RIM_DEG ? 0 : AIR * 1.02 / (60 * Math.tan((altitudeDeg + 10.3 / (altitudeDeg + 5.11)) * RAD));
}

/** The sun at a UTC time, degrees east and north. */
export function sunAt(utcMs: number, longitudeDeg: number, latitudeDeg: number): SunPlace {
  const days = (utcMs - J2000_MS) / DAY_MS;
  const { ascension, declination, turning } = amongTheStars(days / CENTURY_DAYS);
  const sidereal = (280.46061837 + 360.98564736629 * days + turning + longitudeDeg) * RAD;
  const hour = sidereal - ascension;
  const latitude = latitudeDeg * RAD;
  const geometric = Math.asin(
    Math.sin(latitude) * Math.sin(declination) + Math.cos(latitude) * Math.cos(declination) * Math.cos(hour),
  );
  const lower = geometric / RAD - PARALLAX_DEG * Math.cos(geometric);
  const south = Math.atan2(Math.sin(hour), Math.cos(hour) * Math.sin(latitude) - Math.tan(declination) * Math.cos(latitude));
  return { altitude: (lower + refraction(lower)) * RAD, azimuth: (((south + Math.PI) % (2 * Math.PI)) + 2 * Math.PI) % (2 * Math.PI) };
}
